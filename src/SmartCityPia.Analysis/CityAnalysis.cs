using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis;

public enum CoalitionScope
{
    /// <summary>No coalition, neither as an actor nor for emergent findings.</summary>
    None,

    /// <summary>The coalitions that the city declares.</summary>
    Declared,

    /// <summary>The declared coalitions, and emergent findings of every pair of organisations besides.</summary>
    Pairs,
}

/// <param name="Actors">The actors to look at; null for every organisation, the outsider and the declared coalitions.</param>
public sealed record AnalysisRequest(
    IReadOnlyList<IReadOnlyList<string>>? Actors = null,
    CoalitionScope Coalitions = CoalitionScope.Declared,
    double Threshold = CityModel.DefaultThreshold);

/// <param name="Findings">Sorted by actor, holding and attribute.</param>
/// <param name="Emergent">Sorted by coalition and attribute.</param>
public sealed record AnalysisResult(IReadOnlyList<DerivedFinding> Findings, IReadOnlyList<Emergent> Emergent)
{
    /// <summary>Events without an area, which join nothing by place and time; sorted.</summary>
    public IReadOnlyList<CityQuestion> NotExamined { get; init; } = [];

    /// <summary>Fields of which nobody said which kinds of places they include although that is asked; sorted.</summary>
    public IReadOnlyList<CityQuestion> CoversNotSaid { get; init; } = [];
}

/// <summary>One run over a whole city: who knows what, and what becomes known only together.</summary>
public static class CityAnalysis
{
    /// <param name="progress">Told after each actor and coalition: how many of how many are done.</param>
    /// <exception cref="ArgumentException">An actor names no organisation, or the threshold is not between 0 and 1.</exception>
    public static AnalysisResult Run(
        CityModel model, AnalysisRequest request, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(request);
        if (!(request.Threshold >= 0 && request.Threshold <= 1))
            throw new ArgumentException("The threshold is not between 0 and 1.", nameof(request));
        var declared = request.Coalitions == CoalitionScope.None ? [] : Distinct(model.Input.Coalitions);
        var actors = Distinct(request.Actors ?? [[], .. model.Organisations.Select(o => new[] { o }), .. declared]);
        foreach (var id in actors.SelectMany(a => a))
            model.OrganisationNumber(id);
        var withPairs = request.Coalitions == CoalitionScope.Pairs;

        // With all pairs asked for, a declared pair is one of them.
        var coalitions = withPairs ? declared.FindAll(c => c.Count != 2) : declared;
        var done = 0;
        var of = actors.Count + coalitions.Count;
        var findings = InParallel(actors, a => model.Findings(a, request.Threshold, cancel));
        var emergent = InParallel(coalitions, c => model.EmergentIn(c, request.Threshold, cancel));
        if (withPairs)
        {
            emergent.AddRange(model.EmergentInPairs(request.Threshold, progress, cancel));
            emergent.Sort((a, b) => ByMembers(a.Coalition, b.Coalition) is var order and not 0 ? order : string.CompareOrdinal(a.Attribute, b.Attribute));
        }

        return new AnalysisResult(findings, emergent) { NotExamined = model.NotExamined(), CoversNotSaid = model.CoversNotSaid() };

        List<T> InParallel<T>(IReadOnlyList<IReadOnlyList<string>> groups, Func<IReadOnlyList<string>, IReadOnlyList<T>> ask)
        {
            var answers = new IReadOnlyList<T>[groups.Count];
            Parallel.For(0, groups.Count, new ParallelOptions { CancellationToken = cancel }, i =>
            {
                answers[i] = ask(groups[i]);
                progress?.Report((Interlocked.Increment(ref done), of));
            });
            return [.. answers.SelectMany(a => a)];
        }
    }

    /// <summary>Each group sorted and once, in the order of their members.</summary>
    internal static List<IReadOnlyList<string>> Distinct(IEnumerable<IReadOnlyList<string>> groups)
    {
        var sorted = new SortedSet<IReadOnlyList<string>>(Comparer<IReadOnlyList<string>>.Create(ByMembers));
        foreach (var group in groups)
            sorted.Add([.. group.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        return [.. sorted];
    }

    private static int ByMembers(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
        {
            var order = string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
                return order;
        }

        return a.Count.CompareTo(b.Count);
    }
}
