using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Reports.Images;

namespace SmartCityPia.Reports.Content;

/// <summary>
/// The report of a frozen version, structured after ISO/IEC 29134, clause 7. Pure: the same version gives the same blocks, independent of
/// today's catalogue and of the machine.
/// </summary>
public static class AssessmentReport
{
    /// <param name="frozen">Parsed from the version's canonical JSON.</param>
    /// <param name="city">The city's name, for the cover.</param>
    /// <param name="culture">Language of all text that users didn't write.</param>
    /// <param name="logo">The city's logo, for the cover.</param>
    /// <param name="standing">What was decided; null for a version that nobody reviews.</param>
    public static ReportDocument Build(Dossier frozen, VersionInfo version, string city, CultureInfo culture, LogoImage? logo = null, VersionStanding? standing = null)
    {
        ArgumentNullException.ThrowIfNull(frozen);
        ArgumentNullException.ThrowIfNull(version);
        var words = new ReportWords(culture);
        var draft = new ReportDraft(frozen, version, city, words) { Logo = logo, Review = standing };
        // If the screening finds that no assessment is needed, the report is the reasoned screening.
        var full = frozen.ScreeningResult?.Decided != ScreeningOutcome.NotNeeded;
        FrontMatter.Write(draft, full);
        ServiceChapters.WriteScope(draft, full);
        if (full)
            DataChapter.Write(draft);
        RequirementChapters.WriteScreening(draft);
        if (full)
        {
            RequirementChapters.WritePrinciples(draft);
            FindingChapter.Write(draft);
            RiskChapters.WriteAssessment(draft);
            RiskChapters.WriteTreatment(draft);
        }
        ClosingChapters.WriteConclusion(draft, full);
        PublicSummary.WriteChapter(draft, full);
        if (full)
            Appendices.Write(draft);
        var reference = frozen.Head.Reference;
        return new(
            words["DocumentTitle", frozen.Service.Name], words["Kind"], city, culture.Name,
            words["RunningHead", frozen.Service.Name], DecisionWords.Foot(draft),
            version.DocumentId(reference, DocumentKind.Report), draft.Blocks);
    }
}
