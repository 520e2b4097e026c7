using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;

namespace SmartCityPia.Domain.Findings;

/// <summary>What is no finding in a holding although the engine derives it there: whoever has the data was given it in another form.</summary>
public sealed class Given(PiaCatalogue catalogue, CityModel model)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, HashSet<string>> _in = new(StringComparer.Ordinal);
    private readonly HashSet<string> _copies = [.. model.Input.Flows.Select(f => f.Id)];
    private readonly HashSet<string> _outside = [.. model.Input.Outside.Select(o => o.Id)];

    /// <summary>Whether an address says where someone lives, a name who a person is.</summary>
    public bool Has(string holding, string attribute) => _in.GetOrAdd(holding, InHolding).Contains(attribute);

    /// <summary>Whether it was given in another form, could be looked up anywhere, or is known of somebody else.</summary>
    public bool IsGiven(DerivedFinding finding) => Has(finding.Holding, finding.Attribute) || IsLookedUp(finding) || IsOfTheOther(finding);

    /// <summary>Whether a finding is shown there at all.</summary>
    public bool Hides(DerivedFinding finding) => IsGiven(finding) || catalogue.Types.ById.GetValueOrDefault(finding.Attribute)?.Shown switch
    {
        Showing.Never => true,
        // What grows elsewhere and only joins here is told there.
        Showing.InCopies => !_copies.Contains(finding.Holding) || finding.Proof.Any(s => s.Kind == DerivedStepKind.Link),
        _ => false,
    };

    /// <summary>Whether two records of one ride are taken for one person's: they may be its driver's and its rider's.</summary>
    private bool IsOfTheOther(DerivedFinding finding) => finding.Proof.Any(s =>
        s is { Kind: DerivedStepKind.Link, Premises: [var here, var there, ..] } && IsOfTwo(finding.Proof[here]) && IsOfTwo(finding.Proof[there]));

    private bool IsOfTwo(DerivedStep end) => end.Kind == DerivedStepKind.Field && catalogue.Types.ById.GetValueOrDefault(end.Field ?? end.Attribute)?.TwoPeople == true;

    /// <summary>Whether people have it without the city: it only came along over a join, or all that the city's data adds is a name.</summary>
    private bool IsLookedUp(DerivedFinding finding)
    {
        var fields = finding.Proof.Where(s => s.Kind == DerivedStepKind.Field).ToLookup(s => _outside.Contains(s.Holding));
        return fields[true].Any(s => s.Condition is null && s.Attribute == finding.Attribute)
            || fields[true].Any() && fields[false].All(s => catalogue.Types.ById.GetValueOrDefault(s.Field ?? s.Attribute)?.Identifying == true);
    }

    /// <summary>The datasets and copies that an actor has, without what people have besides the city.</summary>
    public static IEnumerable<string> HeldBy(CityModel model, IReadOnlyList<string> actor)
    {
        var outside = model.Input.Outside.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        return model.HoldingsOf(actor).Where(h => !outside.Contains(h));
    }

    /// <summary>The types that a holding has as they are.</summary>
    public static IEnumerable<string> Open(CityModel model, string holding) =>
        model.FieldsOf(holding).Where(f => f is { Group: null or <= 1, Form: null or CityForm.Plain }).Select(f => f.Type);

    private HashSet<string> InHolding(string holding)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        var more = new Stack<string>(Open(model, holding));
        while (more.TryPop(out var type))
        {
            foreach (var next in catalogue.Types.ById.GetValueOrDefault(type)?.Gives.Where(given.Add) ?? [])
                more.Push(next);
        }
        return given;
    }
}
