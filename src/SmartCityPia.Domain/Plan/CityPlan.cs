using SmartCityPia.Domain.Catalogue;

namespace SmartCityPia.Domain.Plan;

/// <summary>How a point came to its score.</summary>
public enum PlanPointState
{
    /// <summary>Neither the records nor a person say anything.</summary>
    Open,

    /// <summary>The records say it, and nobody has looked at it.</summary>
    Proposed,

    /// <summary>The records say it, and a person agreed.</summary>
    Confirmed,

    /// <summary>As confirmed, and the records have moved since.</summary>
    Moved,

    /// <summary>A person answered where the records say nothing, or the same.</summary>
    Answered,

    /// <summary>A person says something else than the records.</summary>
    Overruled,
}

/// <summary>One point of the plan as it stands.</summary>
public sealed record PlanPoint(PlanQuestion Question, PlanAnswer? Answer, PlanFeed? Feed)
{
    public PlanScore? Score => Answer is null ? Feed?.Score : Answer.Score ?? Feed?.Score;

    public PlanPointState State => Answer switch
    {
        null => Feed?.Score is null ? PlanPointState.Open : PlanPointState.Proposed,
        { Score: null } when Feed?.Score is null => PlanPointState.Open,
        { Score: null } => Answer.Said == Feed.Score ? PlanPointState.Confirmed : PlanPointState.Moved,
        _ => Feed?.Score is { } said && said != Answer.Score ? PlanPointState.Overruled : PlanPointState.Answered,
    };

    /// <summary>Somebody has to look at it: nothing is said, or what the records say was not looked at.</summary>
    public bool Waits => State is PlanPointState.Open or PlanPointState.Proposed or PlanPointState.Moved;

    public bool IsOverdue(DateOnly today) => Answer?.DueOn < today && Score is not (PlanScore.Done or PlanScore.NotApplicable);

    /// <summary>What is missing to done, from 3 for nothing at all; 0 where it does not apply.</summary>
    public int Missing => Score switch
    {
        PlanScore.NotApplicable or PlanScore.Done => 0,
        PlanScore.Partly => 1,
        PlanScore.Planned => 2,
        _ => 3,
    };
}

/// <summary>One part of the plan as it stands. What nobody has answered counts as absent.</summary>
public sealed record PlanPartState(PlanPart Part, IReadOnlyList<PlanPoint> Points)
{
    /// <summary>The points that apply.</summary>
    public int Of => Points.Count(p => p.Score != PlanScore.NotApplicable);

    /// <summary>What a person answered or confirmed.</summary>
    public int LookedAt => Points.Count(p => !p.Waits);

    public int With(PlanScore score) => Points.Count(p => p.Score == score);

    public int Unanswered => Points.Count(p => p.Score is null);

    /// <summary>From 0 to 3: the mean of the points that apply. Null where none does.</summary>
    public double? Maturity => Of == 0 ? null : Points.Where(p => p.Score != PlanScore.NotApplicable).Average(p => 3 - p.Missing);

    /// <summary>No key point that applies is less than partly done.</summary>
    public bool IsCovered => Points.All(p => !p.Question.Key || p.Missing <= 1);
}

/// <summary>The ecosystem's privacy plan as it stands: the questions of the catalogue with what people and records say.</summary>
public sealed class CityPlan
{
    private static readonly PlanPart[] Arrangements = [PlanPart.Governance, PlanPart.SupplyChain, PlanPart.DataManagement];
    private static readonly PlanPart[] Processes =
        [PlanPart.GovernanceProcess, PlanPart.DataProcess, PlanPart.RiskProcess, PlanPart.EngineeringProcess, PlanPart.EngagementProcess];

    private readonly Dictionary<string, PlanPoint> _points;

    private CityPlan(IReadOnlyList<PlanPartState> parts)
    {
        Parts = parts;
        _points = parts.SelectMany(p => p.Points).ToDictionary(p => p.Question.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<PlanPartState> Parts { get; }

    public IEnumerable<PlanPoint> Points => Parts.SelectMany(p => p.Points);

    /// <param name="feeds">What the records say; those about the plan itself are added here.</param>
    public static CityPlan Of(PiaCatalogue catalogue, IEnumerable<PlanAnswer> answers, IEnumerable<PlanFeed> feeds)
    {
        var given = answers.ToDictionary(a => a.QuestionId, StringComparer.Ordinal);
        var said = feeds.ToDictionary(f => f.QuestionId, StringComparer.Ordinal);
        var points = catalogue.Plan.Select(q => new PlanPoint(q, given.GetValueOrDefault(q.Id), said.GetValueOrDefault(q.Id) is { } feed ? feed with { Most = q.Feed?.Most } : null)).ToList();
        foreach (var (id, parts) in new[] { ("PL05", Arrangements), ("PL06", Processes) })
        {
            var of = points.Where(p => parts.Contains(p.Question.Part)).ToList();
            var at = points.FindIndex(p => p.Question.Id == id);
            points[at] = points[at] with { Feed = new(id, of.Count(p => !p.Waits), of.Count) };
        }
        return new([.. points.GroupBy(p => p.Question.Part).OrderBy(g => g.Key).Select(g => new PlanPartState(g.Key, [.. g]))]);
    }

    /// <returns>Null where the catalogue has no such point.</returns>
    public PlanPoint? Find(string questionId) => _points.GetValueOrDefault(questionId);

    /// <summary>What is missing, the most useful first: key points that keep a part from being covered, then what is overdue, then where most is missing.</summary>
    public IEnumerable<PlanPoint> NextSteps(DateOnly today) => Points.Where(p => p.Missing > 0)
        .OrderByDescending(p => p.Question.Key && p.Missing > 1).ThenByDescending(p => p.IsOverdue(today)).ThenByDescending(p => p.Missing);
}
