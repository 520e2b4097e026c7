using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>A reason, or the question to the data protection officer.</summary>
public class ReasonDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Reason { get; set; } = "";
}

/// <summary>What shows once more who it is: a passkey, or the password, with a code where the person has a second factor.</summary>
public class SignatureDetails
{
    public const int CodeMaxLength = 40;

    [RequiredWithoutPasskey, MaxLength(Limits.Name), DataType(DataType.Password)]
    public string? Password { get; set; }

    [MaxLength(CodeMaxLength)]
    public string? Code { get; set; }

    /// <summary>What the passkey was asked, sealed.</summary>
    [ScaffoldColumn(false)]
    public string? Asked { get; set; }

    /// <summary>What it answered.</summary>
    [ScaffoldColumn(false)]
    public string? Passkey { get; set; }

    /// <summary>Where the person confirms it instead; the session says whether that counts.</summary>
    [ScaffoldColumn(false)]
    public string? Provider { get; set; }

    /// <summary>What it was confirmed with. A form can't set it.</summary>
    [ScaffoldColumn(false)]
    public SignedWith? Used { get; private set; }

    public void Confirm(SignedWith with) => Used = with;

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class RequiredWithoutPasskeyAttribute : RequiredAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            validationContext.ObjectInstance is SignatureDetails { Passkey.Length: > 0 } or SignatureDetails { Provider.Length: > 0 } ? ValidationResult.Success : base.IsValid(value, validationContext);
    }
}

public class OpinionDetails
{
    [Required]
    public Opinion? Opinion { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Text { get; set; } = "";

    [Required, MaxLength(Limits.Text)]
    public string Statement { get; set; } = "";
}

public class DecisionDetails
{
    public const int MostConditions = 20;

    [Required]
    public Decision? Decision { get; set; }

    [MaxLength(Limits.Text)]
    public string? Reason { get; set; }

    [MaxLength(MostConditions)]
    public List<ConditionDetails> Conditions { get; set; } = [];

    /// <summary>The day of the next review; if empty, <see cref="Organisations.ReviewPeriods"/> sets it.</summary>
    public DateOnly? ReviewAgainOn { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Statement { get; set; } = "";

    /// <summary>The conditions that were filled in.</summary>
    internal IEnumerable<ConditionDetails> Given => Conditions.Where(c => !c.IsBlank);

    public IEnumerable<FieldError> Check(DateOnly today)
    {
        if (Decision == Reviews.Decision.Reject && string.IsNullOrWhiteSpace(Reason))
            yield return new(nameof(Reason), "ReasonMissing");
        if (Decision != Reviews.Decision.Reject && ReviewAgainOn <= today)
            yield return new(nameof(ReviewAgainOn), "DayPast");
        if (ReviewAgainOn > today.AddYears(10))
            yield return new(nameof(ReviewAgainOn), "ReviewAgainTooFar");
        if (Decision != Reviews.Decision.ApproveWithConditions)
        {
            if (Given.Any())
                yield return new(nameof(Decision), "ConditionsNotAsked");
            yield break;
        }
        if (!Given.Any())
            yield return new(nameof(Decision), "ConditionMissing");
        for (var i = 0; i < Conditions.Count; i++)
        {
            if (!Conditions[i].IsBlank && Conditions[i].Check(today) is { } error)
                yield return error with
                {
                    Field = string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"{nameof(Conditions)}[{i}].{error.Field}")
                };
        }
    }
}

/// <summary>Whether the supervisory authority is consulted before processing begins (GDPR, Article 36).</summary>
public enum PriorConsultation { Consulted, NotConsulted }

public class ConsultationDetails
{
    public PriorConsultation? Consulted { get; set; }

    [MaxLength(Limits.Text)]
    public string? ConsultationReason { get; set; }

    public DateOnly? ConsultedOn { get; set; }

    [MaxLength(Limits.Name)]
    public string? ConsultationReference { get; set; }

    public DateOnly? AdviceOn { get; set; }

    [MaxLength(Limits.Text)]
    public string? Advice { get; set; }

    public IEnumerable<FieldError> Check(DateOnly today)
    {
        if (Consulted is null)
            yield return new(nameof(Consulted), "ConsultedOrNot");
        if (string.IsNullOrWhiteSpace(ConsultationReason))
            yield return new(nameof(ConsultationReason), "ReasonMissing");
        if (Consulted == PriorConsultation.Consulted && ConsultedOn is null)
            yield return new(nameof(ConsultedOn), "ConsultedWhen");
        if (ConsultedOn > today)
            yield return new(nameof(ConsultedOn), "DayToCome");
        if (AdviceOn > today)
            yield return new(nameof(AdviceOn), "DayToCome");
        if (Consulted != PriorConsultation.Consulted && (AdviceOn is not null || !string.IsNullOrWhiteSpace(Advice)))
            yield return new(nameof(Advice), "AdviceUnasked");
        else if (AdviceOn is null != string.IsNullOrWhiteSpace(Advice))
            yield return AdviceOn is null ? new(nameof(AdviceOn), "AdviceWhen") : new(nameof(Advice), "AdviceWhat");
        else if (AdviceOn < ConsultedOn)
            yield return new(nameof(AdviceOn), "AdviceTooEarly");
    }
}
