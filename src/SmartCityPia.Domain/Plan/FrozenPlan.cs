using System.Text.Json;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Plan;

/// <summary>The plan as it stood when it was frozen. Notes on clauses are the licence holder's own and no part of it.</summary>
/// <param name="City">What the city was called.</param>
/// <param name="Catalogue">The version of the questions.</param>
public sealed record FrozenPlan(int Schema, int Number, string City, string Catalogue, IReadOnlyList<FrozenPoint> Points)
{
    /// <param name="owners">The names of the organisations that see to a point.</param>
    public static FrozenPlan Of(CityPlan plan, int number, string city, string catalogue, IReadOnlyDictionary<Guid, string> owners) => new(
        1, number, city, catalogue,
        [.. plan.Points.Select(p => new FrozenPoint(
            p.Question.Id, p.Question.Part, p.Question.Key, p.Question.Clause, p.Question.Question, p.Question.Next, p.Score, p.State, p.Feed is { All: > 0 } fed ? fed.Done : null, p.Feed is { All: > 0 } all ? all.All : null, p.Answer?.Reason, p.Answer?.Evidence,
            p.Answer?.OwnerId is { } owner ? owners.GetValueOrDefault(owner) : null, p.Answer?.DueOn))]);

    /// <summary>Canonical: the same plan gives the same bytes on every machine.</summary>
    public string Write() => CanonicalJson.WriteRecord(this);

    /// <exception cref="JsonException">The text is no plan.</exception>
    public static FrozenPlan Read(string json) => CanonicalJson.ReadRecord<FrozenPlan>(json);

    public IEnumerable<IGrouping<PlanPart, FrozenPoint>> Parts => Points.GroupBy(p => p.Part).OrderBy(g => g.Key);

    /// <summary>Points that stand otherwise than in an earlier version.</summary>
    public IEnumerable<(FrozenPoint? Before, FrozenPoint After)> ChangesSince(FrozenPlan earlier)
    {
        var before = earlier.Points.ToDictionary(p => p.Id, StringComparer.Ordinal);
        return Points.Select(p => (Before: before.GetValueOrDefault(p.Id), After: p)).Where(c => c.Before != c.After);
    }

    /// <summary>From 0 to 3: the mean of the points that apply; null where none does.</summary>
    public static double? Maturity(IEnumerable<FrozenPoint> points) =>
        points.Where(p => p.Score != PlanScore.NotApplicable).Select(p => (double?)(p.Score ?? PlanScore.Absent)).Average();
}

/// <param name="Done">What the records counted; null where they say nothing.</param>
public sealed record FrozenPoint(
    string Id, PlanPart Part, bool Key, string Clause, string Question, string Next, PlanScore? Score, PlanPointState State, int? Done, int? All, string? Reason, string? Evidence, string? Owner, DateOnly? DueOn);
