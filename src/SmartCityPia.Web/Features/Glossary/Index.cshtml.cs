using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SmartCityPia.Web.Features.Glossary;

/// <summary>The glossary. docs/glossary.md has the same terms for maintainers.</summary>
public sealed class IndexModel : PageModel
{
    /// <summary>The terms in display order. Their texts are in Glossary.resx.</summary>
    public static IReadOnlyList<string> Terms { get; } =
    [
        "Aggregate", "Anonymity", "AttributeType", "Card", "Coalition", "Confidence", "Control", "Controller", "Correlation", "DataFlow",
        "Dataset", "Disposition",
        "Finding", "Holding", "Hypothesis", "IdentifierDomain", "Inference", "IntendedProcessing", "Linddun", "Pia", "PiiPrincipal", "Processor", "Pseudonym",
        "QuasiIdentifier", "Reach", "ResidualRisk",
        "Screening", "SpecialCategory", "Tension", "Version",
    ];
}
