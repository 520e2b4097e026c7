using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;

namespace SmartCityPia.Domain.Findings;

/// <summary>The analysis of a city file with what the catalogue knows.</summary>
public static class FileAnalysis
{
    /// <summary>
    /// The findings of the file's city, without what the holder of the data was given in another form or could look up
    /// anywhere. A retired type in the file is read as what it became.
    /// </summary>
    /// <exception cref="CityFormatException">The file brings rules, keys or classes of its own, or says something that cannot be.</exception>
    /// <exception cref="ArgumentException">The request names no organisation of the file.</exception>
    public static AnalysisResult Run(PiaCatalogue catalogue, CityInput file, AnalysisRequest request)
    {
        var model = CityModel.Build(CityCatalogue.Merge(Renewed(catalogue, file), EngineCatalogue.Of(catalogue)));
        var given = new Given(catalogue, model);
        var result = CityAnalysis.Run(model, request);
        var ofTwo = model.Types.Any(t => catalogue.Types.ById.GetValueOrDefault(t)?.TwoPeople == true);
        return result with
        {
            Findings = [.. result.Findings.Where(f => !given.IsGiven(f))],
            Emergent = [.. result.Emergent.Where(e => !given.Has(e.Holding, e.Attribute) && (!ofTwo || model.Explain(e.Coalition, e.Holding, e.Attribute) is not { } proven || !given.IsGiven(proven)))],
        };
    }

    private static CityInput Renewed(PiaCatalogue catalogue, CityInput file) => file with
    {
        Datasets = [.. file.Datasets.Select(d => d with { Fields = [.. d.Fields.SelectMany(f => EngineCatalogue.FieldsOf(catalogue, f)).DistinctBy(f => f.Type, StringComparer.Ordinal)] })],
        Flows = [.. file.Flows.Select(f => f.Fields is null ? f : f with { Fields = [.. f.Fields.SelectMany(t => EngineCatalogue.TypesOf(catalogue, t)).Distinct(StringComparer.Ordinal)] })],
        Outside = [.. file.Outside.Select(o => o with { Fields = [.. o.Fields.SelectMany(f => EngineCatalogue.FieldsOf(catalogue, f)).DistinctBy(f => f.Type, StringComparer.Ordinal)] })],
    };
}
