using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Accounts;

/// <summary>What opens SCIM to a provider's directory. There is one for each provider; a new one takes its place. Only its hash is kept.</summary>
public sealed class DirectoryToken
{
    [MaxLength(Session.ProviderMaxLength)]
    public required string Provider { get; init; }

    [MaxLength(32)]
    public required byte[] Hash { get; set; }

    public required DateTimeOffset MadeAt { get; set; }

    [MaxLength(Limits.Name)]
    public required string MadeBy { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Within some minutes.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>A person as the directory of a provider knows them; the account belongs to that provider.</summary>
public sealed class DirectoryPerson
{
    /// <summary>The database's name of the rule that a name there is one person's.</summary>
    public const string UserNameIsUnique = "ix_directory_people_user_name";

    public const int KeyMaxLength = 255;

    public required Guid AccountId { get; init; }

    [MaxLength(Session.ProviderMaxLength)]
    public required string Provider { get; init; }

    /// <summary>As names are compared: without case.</summary>
    [MaxLength(KeyMaxLength)]
    public required string UserNameKey { get; set; }

    /// <summary>What the provider knows them by; sign-in there knows them by the same.</summary>
    [MaxLength(KeyMaxLength)]
    public string? ExternalId { get; set; }

    /// <summary>What the directory said, of what is kept, as JSON.</summary>
    public required string Said { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The directory shut the account: it may open it again. What an administrator shut stays shut.</summary>
    public bool ShutByDirectory { get; set; }

    /// <summary>The directory forgot the person; the account is kept, shut.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>A group of the directory of a provider.</summary>
public sealed class DirectoryGroup
{
    /// <inheritdoc cref="DirectoryPerson.UserNameIsUnique"/>
    public const string NameIsUnique = "ix_directory_groups_name";

    public required Guid Id { get; init; }

    [MaxLength(Session.ProviderMaxLength)]
    public required string Provider { get; init; }

    [MaxLength(DirectoryPerson.KeyMaxLength)]
    public required string Name { get; set; }

    [MaxLength(DirectoryPerson.KeyMaxLength)]
    public required string NameKey { get; set; }

    [MaxLength(DirectoryPerson.KeyMaxLength)]
    public string? ExternalId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }
}

public sealed class DirectoryMember
{
    public required Guid GroupId { get; init; }

    public required Guid AccountId { get; init; }
}
