using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis.Coalitions;

/// <summary>
/// An attribute that a coalition can tell about somebody, as a field or by inference, and no smaller group of its
/// members can: harmless alone, harmful together.
/// </summary>
/// <param name="Coalition">Ids of the organisations, sorted.</param>
/// <param name="Score">The coalition's best score for it, in any of its holdings.</param>
/// <param name="Holding">A holding where it has that score, for <see cref="ModelFindings.Explain"/>.</param>
public sealed record Emergent(IReadOnlyList<string> Coalition, string Attribute, double Score, string Holding);
