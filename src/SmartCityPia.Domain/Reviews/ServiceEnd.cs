using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>What becomes of a service's data when it ends.</summary>
public enum DataFate { Deleted, HandedOver, Archived }

public class ServiceEndDetails
{
    [Required]
    public DateOnly? EndsOn { get; set; }

    [Required]
    public DataFate? Data { get; set; }

    [MaxLength(Limits.Text)]
    public string? DataText { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Devices { get; set; } = "";

    [Required, MaxLength(Limits.Name)]
    public string Responsible { get; set; } = "";

    /// <summary>The day on which data and devices were dealt with.</summary>
    public DateOnly? CompletedOn { get; set; }

    public IEnumerable<FieldError> Check(DateOnly today)
    {
        if (CompletedOn > today)
            yield return new(nameof(CompletedOn), "DayToCome");
        if (CompletedOn < EndsOn)
            yield return new(nameof(CompletedOn), "CompletedBeforeEnd");
        if (Data is DataFate.HandedOver or DataFate.Archived && string.IsNullOrWhiteSpace(DataText))
            yield return new(nameof(DataText), "DataWhere");
    }
}

/// <summary>The planned or past end of a service, one for each assessment. It is no part of a version: it comes after what was approved.</summary>
public sealed class ServiceEnd : ServiceEndDetails, IReviewRecord, IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>The assessment's id.</summary>
    public required Guid OwnerId { get; init; }

    public uint Version { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }

    public static Guid IdOf(Guid assessmentId) => DerivedId.Of(assessmentId, "end");

    public bool IsOver(DateOnly today) => EndsOn < today;
}
