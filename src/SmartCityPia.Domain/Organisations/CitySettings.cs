using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Organisations;

/// <summary>What the city decides about itself: one row, in sections of which each has a page. The first start takes it from the configuration.</summary>
public sealed class CitySettings : IVersioned
{
    public const string NotNamed = "Your city";

    public const int NameMaxLength = 80;

    public static readonly Guid TheOne = new("00000000-0000-7000-8000-000000000001");

    public Guid Id { get; init; } = TheOne;

    public CityIdentity Identity { get; set; } = new();

    /// <summary>The <see cref="CityLogo"/>; null where there is none.</summary>
    [MaxLength(64)]
    public string? LogoSha256 { get; set; }

    public CityContact Contact { get; set; } = new();

    public CityClock Clock { get; set; } = new();

    public ReviewPeriods Reviews { get; set; } = new();

    public OutsideKnowledge Knowledge { get; set; } = new();

    public MailSettings Mail { get; set; } = new();

    public SignInSettings SignIn { get; set; } = new();

    public RetentionPeriods Retention { get; set; } = new();

    public uint Version { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }
}

public sealed class CityIdentity
{
    /// <summary>Shown in the header, and frozen into each version for the cover of its report.</summary>
    [Required, MaxLength(CitySettings.NameMaxLength)]
    public string Name { get; set; } = CitySettings.NotNamed;

    /// <summary>Colour of links and buttons as <c>#rrggbb</c>; null for that of the product.</summary>
    [MaxLength(7)]
    public string? Accent { get; set; }

    /// <summary>The same on dark screens; null for a lighter tone of <see cref="Accent"/>.</summary>
    [MaxLength(7)]
    public string? AccentDark { get; set; }
}

public sealed class CityContact
{
    /// <summary>Whom people ask about an assessment.</summary>
    [MaxLength(Limits.Line)]
    public string? Contact { get; set; }

    [MaxLength(Limits.Name)]
    public string? OfficerName { get; set; }

    /// <summary>How to reach the data protection officer.</summary>
    [MaxLength(Limits.Line)]
    public string? OfficerContact { get; set; }
}

public sealed class CityClock
{
    /// <summary>The city's time zone by its IANA name; null for that of the machine.</summary>
    [MaxLength(50)]
    public string? TimeZone { get; set; }

    public TimeZoneInfo Zone => TimeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Local;
}

/// <summary>When an approved assessment is due again if the decision set no day.</summary>
public sealed class ReviewPeriods
{
    /// <summary>Months after the decision.</summary>
    [Required, Range(1, 120)]
    public int? Months { get; set; } = 36;

    /// <summary>Months after the decision if a residual risk is in the highest zone.</summary>
    [Required, Range(1, 120)]
    public int? MonthsOfHighRisk { get; set; } = 12;

    public DateOnly DueOn(DateOnly decidedOn, int highResidualRisks) =>
        decidedOn.AddMonths((highResidualRisks > 0 ? MonthsOfHighRisk : Months)!.Value);
}

public sealed class OutsideKnowledge
{
    /// <summary>Ids of the catalogue's outside sources that exist in the city's country.</summary>
    public List<string> Outside { get; set; } = [];
}

public sealed class MailSettings
{
    /// <summary>The sender's address; null for the one in the configuration.</summary>
    [MailAddress, MaxLength(Limits.Name)]
    public string? Sender { get; set; }
}

public sealed class SignInSettings
{
    /// <summary>Names of the roles to which nothing opens before they have set up a second factor.</summary>
    public List<string> SecondFactorOf { get; set; } = [];
}

/// <summary>How long the product keeps what it holds about the people who use it.</summary>
public sealed class RetentionPeriods
{
    /// <summary>Days after a session began; the longest session is over by then.</summary>
    [Required, Range(1, 3650)]
    public int? SessionDays { get; set; } = 30;

    /// <summary>Days after a notice, with its mail.</summary>
    [Required, Range(30, 3650)]
    public int? NoticeDays { get; set; } = 365;

    /// <summary>Months after an account was deactivated: then it keeps its name and what it did, nothing else.</summary>
    [Required, Range(1, 240)]
    public int? AccountMonths { get; set; } = 24;

    /// <summary>Months after a message from the register was answered; published ones stay.</summary>
    [Required, Range(1, 240)]
    public int? QuestionMonths { get; set; } = 24;
}

/// <summary>A logo that the city has or had: versions name the one they were frozen with. It never changes.</summary>
public sealed class CityLogo
{
    [MaxLength(64)]
    public required string Sha256 { get; init; }

    public required byte[] Png { get; init; }
}
