using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SmartCityPia.Web.Features.Glossary;

/// <summary>The field's terms in plain words. The same list stands in docs/glossary.md for maintainers.</summary>
public sealed class IndexModel : PageModel
{
    /// <summary>In the order they are shown; the words are in Glossary.resx.</summary>
    public static IReadOnlyList<string> Terms { get; } =
    [
        "Aggregate", "Anonymity", "AttributeType", "Coalition", "Confidence", "Control", "Controller", "Correlation", "DataFlow", "Dataset", "Disposition",
        "Finding", "Holding", "IdentifierDomain", "Inference", "Linddun", "Pia", "PiiPrincipal", "Processor", "Pseudonym", "QuasiIdentifier", "ResidualRisk",
        "Screening", "SpecialCategory", "Tension", "Version",
    ];
}
