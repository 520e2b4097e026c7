using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Domain.City;

/// <summary>What anyone can tell from public data, and about whom: told once, of the outsider, and not again of every organisation.</summary>
internal sealed class OpenFindings
{
    /// <summary>Scores of the same proof may differ in their last digits.</summary>
    private const double Same = 1e-12;

    private readonly Dictionary<(string Holding, string Attribute), double> _scores;

    private OpenFindings(Dictionary<(string, string), double> scores, HashSet<string> fields) => (_scores, Fields) = (scores, fields);

    /// <summary>Attribute types that are published as they are.</summary>
    public IReadOnlySet<string> Fields { get; }

    public static OpenFindings Of(CityModel model, CancellationToken cancel = default) => new(
        model.Findings([], cancel: cancel).ToDictionary(f => (f.Holding, f.Attribute), f => f.Score),
        Given.HeldBy(model, []).SelectMany(h => Given.Open(model, h)).ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether anyone can tell it as surely about the same people.</summary>
    public bool Has(DerivedFinding finding) => finding.Score <= _scores.GetValueOrDefault((finding.Holding, finding.Attribute)) + Same;
}
