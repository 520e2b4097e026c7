using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Analysis.Solving;

namespace SmartCityPia.Analysis.Cuts;

/// <summary>A change that is open to the city, at a price above zero in any unit.</summary>
/// <param name="Edit">A field removed, a flow or dataset dropped, or a control applied.</param>
public sealed record CutOption(CityEdit Edit, double Cost);

/// <summary>A conclusion that an actor must no longer reach.</summary>
/// <param name="Holding">Where; null for any of the actor's holdings, outside sources excepted.</param>
public sealed record CutTarget(IReadOnlyList<string> Actor, string Attribute, string? Holding = null);

/// <param name="IsPossible">Whether all options together suffice. If not, the other members say nothing.</param>
/// <param name="IsProven">Whether nothing cheaper exists; otherwise the time ran out before that was shown.</param>
/// <param name="Cost">What the sets below cost.</param>
/// <param name="LowerBound">No sufficient set costs less than this.</param>
/// <param name="Sets">Sets of options of that cost, several where they exist; if not proven, the best found. In the order given.</param>
public sealed record CheapestCut(bool IsPossible, bool IsProven, double Cost, double LowerBound, IReadOnlyList<IReadOnlyList<CutOption>> Sets);

public static class ModelCuts
{
    /// <summary>
    /// The cheapest set of changes after which none of the targets reaches the threshold, as a field or by inference.
    /// </summary>
    /// <remarks>
    /// Implicit hitting sets: as long as a chosen set leaves a target standing, its proof names the options one of which
    /// must be taken too, and the cheapest set that obeys all such demands is a lower bound. That holds for changes that
    /// only weaken. A control that moves a key to another domain may also join what was apart; such options are tried in
    /// every combination, and beyond twelve of them the outcome is not called proven.
    /// </remarks>
    /// <param name="limit">Time after which the best found and the bound are returned; null for none.</param>
    /// <param name="alternatives">How many sets of equal cost to return at most.</param>
    /// <exception cref="ArgumentException">A price is not above zero, an option is of another kind, or an id is unknown.</exception>
    public static CheapestCut CheapestCut(
        this CityModel model,
        IReadOnlyList<CutTarget> targets,
        IReadOnlyList<CutOption> options,
        double threshold = CityModel.DefaultThreshold,
        TimeSpan? limit = null,
        int alternatives = 5,
        TimeProvider? time = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        var clock = time ?? TimeProvider.System;
        var start = clock.GetTimestamp();
        bool IsLate() => limit is { } most && clock.GetElapsedTime(start) >= most;
        return new CutSearch(model, targets, options, threshold, IsLate, cancel).Run(Math.Max(1, alternatives));
    }
}
