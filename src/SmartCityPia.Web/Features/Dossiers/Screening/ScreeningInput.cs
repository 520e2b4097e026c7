using System.Globalization;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Features.Dossiers.Screening;

/// <summary>Everything the screening page posts.</summary>
public sealed class ScreeningInput
{
    /// <summary>By question id of the catalogue.</summary>
    public Dictionary<string, AnswerInput> Answers { get; set; } = new(StringComparer.Ordinal);

    public ScreeningDecisionDetails Decision { get; set; } = new();

    /// <summary>What the person had before them, as <see cref="Seen.Of(ScreeningDecisionDetails)"/>: the assessment's own row version moves with every row of the dossier.</summary>
    public string? DecisionSeen { get; set; }
}

/// <summary>One person's answer to one question.</summary>
public sealed class AnswerInput
{
    public ScreeningAnswerDetails Given { get; set; } = new();

    /// <summary>The row version the person saw; none where there was no answer.</summary>
    public uint? Version { get; set; }

    /// <summary>
    /// The answer the person saw, as <see cref="Screening.Seen.Of(ScreeningAnswerDetails?)"/>. With all questions on one page most are posted
    /// back untouched; those never overwrite, and never quarrel with, what somebody else has saved.
    /// </summary>
    public string? Seen { get; set; }
}

/// <summary>A short print of a text, to tell whether it is still the one that was shown.</summary>
public static class Seen
{
    public static string Of(ScreeningAnswerDetails? answer) => Print(answer?.Answer?.ToString(), answer?.Note);

    public static string Of(ScreeningDecisionDetails decision) =>
        Print(decision.Overruled.ToString(CultureInfo.InvariantCulture), $"{decision.OverruleReason}\n\n{decision.DpoView}");

    // Browsers post every line break as CR LF, whatever was stored.
    private static string Print(string? choice, string? text) =>
        CanonicalJson.Sha256($"{choice}\n{text?.Replace("\r\n", "\n", StringComparison.Ordinal)}")[..16];
}
