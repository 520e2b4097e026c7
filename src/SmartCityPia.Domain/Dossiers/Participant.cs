using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>What somebody may do in one assessment, beside what their role in the city gives them. The lead may all of it, and gives it.</summary>
public enum ParticipantRole { Reader, Commenter, Editor }

/// <summary>Somebody whom the lead of an assessment asked in.</summary>
public sealed class Participant
{
    /// <summary>The database's name of the rule that somebody takes part once.</summary>
    public const string IsOnce = "ix_participants_once";

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid AccountId { get; init; }

    public required ParticipantRole Role { get; set; }

    [MaxLength(Limits.Name)]
    public required string GivenBy { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A frozen version that a reader may read, alone or with everybody of their organisation, until a day. The draft is never released.</summary>
public sealed class Release
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>The version's number.</summary>
    public required int Number { get; init; }

    /// <summary>To a person; none where it is to a body.</summary>
    public Guid? AccountId { get; init; }

    public Guid? OrganisationId { get; init; }

    public required DateOnly LastDay { get; init; }

    [MaxLength(Limits.Name)]
    public required string ReleasedBy { get; init; }

    public required DateTimeOffset ReleasedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }
}
