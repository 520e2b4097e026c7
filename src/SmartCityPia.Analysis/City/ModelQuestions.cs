namespace SmartCityPia.Analysis.City;

/// <summary>A given field about which something was not said.</summary>
public sealed record CityQuestion(string Holding, string Type);

/// <summary>What a description leaves open that no worst case can stand in for.</summary>
public static class ModelQuestions
{
    /// <summary>Events without an area: nothing is joined to them by place and time, so that was not examined.</summary>
    public static IReadOnlyList<CityQuestion> NotExamined(this CityModel model) => Ask(model, (field, type) => model.Index.IsEvent[type] && field.Domain is null);

    /// <summary>Fields of which nobody said which kinds of places they include, where a rule or key asks for that.</summary>
    public static IReadOnlyList<CityQuestion> CoversNotSaid(this CityModel model)
    {
        var asked = new bool[model.Index.Types.Length];
        foreach (var condition in model.Index.Conditions.Concat(model.Index.Keys.Select(k => k.Condition).OfType<IndexedCondition>()).Where(c => c.Covers is not null))
        {
            foreach (var type in condition.Types)
                asked[type] = true;
        }

        return Ask(model, (field, type) => asked[type] && field.Covers is null);
    }

    private static CityQuestion[] Ask(CityModel model, Func<CityField, int, bool> isOpen)
    {
        var questions = new List<CityQuestion>();
        foreach (var holding in model.Holdings)
            questions.AddRange(model.FieldsOf(holding.Id).Where(f => isOpen(f, model.Index.TypeNumber[f.Type])).Select(f => new CityQuestion(holding.Id, f.Type)));
        return [.. questions];
    }
}
