using System.Linq.Expressions;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Dossiers;

/// <summary>An assessment with what lists filter and sort by beside its own columns. A query reads only what it names.</summary>
public sealed class Standing
{
    public required Assessment Assessment { get; init; }

    public AssessmentState State { get; init; }

    /// <summary>The highest zone of its risks after measures, as they stand now; null while none is rated.</summary>
    public RiskZone? Residual { get; init; }

    /// <summary>The version whose approval is in force; null if none is.</summary>
    public int? Approved { get; init; }

    /// <summary>When the approval in force comes up again.</summary>
    public DateOnly? ReviewOn { get; init; }

    /// <summary>The earliest day of an open action, an open condition and the next review.</summary>
    public DateOnly? NextDue { get; init; }
}

/// <summary>An approval in force, with the day of the next review.</summary>
public sealed class Approval
{
    public required Guid OwnerId { get; init; }

    public required int VersionNumber { get; init; }

    public required DateOnly DueOn { get; init; }
}

public static class Standings
{
    /// <param name="periods">Say when an approval without a day of its own comes up again.</param>
    public static IQueryable<Standing> WithStandings(this IQueryable<Assessment> assessments, PiaDbContext db, RiskScales scales, ReviewPeriods periods)
    {
        var zone = ZoneOf(scales);
        var approvals = db.Approvals(periods);
        var query =
            from a in assessments
            from newest in db.Reviews.Where(r => r.OwnerId == a.Id && r.VersionNumber == a.Versions).DefaultIfEmpty()
            select new Standing
            {
                Assessment = a,
                State = AssessmentStates.Of(a, (ReviewState?)newest!.State),
                Residual = (RiskZone?)db.Risks.Where(r => r.OwnerId == a.Id && r.ResidualSeverity != null && r.ResidualLikelihood != null).Select(zone).Max(),
                Approved = approvals.Where(r => r.OwnerId == a.Id).Select(r => (int?)r.VersionNumber).Max(),
                ReviewOn = approvals.Where(r => r.OwnerId == a.Id).Select(r => (DateOnly?)r.DueOn).Min(),
                NextDue = db.ActionItems.Where(x => x.OwnerId == a.Id && x.DoneOn == null && x.DueOn != null).Select(x => x.DueOn)
                    .Concat(db.ReviewConditions.Where(c => c.OwnerId == a.Id && !db.ConditionClosures.Any(x => x.ConditionId == c.Id)).Select(c => (DateOnly?)c.DueOn))
                    .Concat(approvals.Where(r => r.OwnerId == a.Id).Select(r => (DateOnly?)r.DueOn)).Min(),
            };
        return (IQueryable<Standing>)query.Provider.CreateQuery<Standing>(new RuleInPlace().Visit(query.Expression));
    }

    /// <summary>The approvals in force, of which an assessment has one at most, each with the day it comes up again.</summary>
    public static IQueryable<Approval> Approvals(this PiaDbContext db, ReviewPeriods periods)
    {
        var (months, monthsOfHighRisk) = (periods.Months!.Value, periods.MonthsOfHighRisk!.Value);
        return db.Reviews.Where(r => r.State == ReviewState.Approved || r.State == ReviewState.ApprovedWithConditions).Select(r => new Approval
        {
            OwnerId = r.OwnerId,
            VersionNumber = r.VersionNumber,
            // Whoever answered that the day needs no new assessment began the period anew.
            DueOn = db.TriggerAnswers.Any(t => t.ReviewId == r.Id && t.Kind == TriggerKind.Date)
                ? DateOnly.FromDateTime(db.TriggerAnswers.Where(t => t.ReviewId == r.Id && t.Kind == TriggerKind.Date).Max(t => t.At).UtcDateTime).AddMonths(r.HighResidualRisks > 0 ? monthsOfHighRisk : months)
                : r.ReviewAgainOn ?? DateOnly.FromDateTime(r.ChangedAt.UtcDateTime).AddMonths(r.HighResidualRisks > 0 ? monthsOfHighRisk : months),
        });
    }

    /// <summary>The zone of a risk after measures on this map, as a number that the database can compare.</summary>
    private static Expression<Func<Risk, int?>> ZoneOf(RiskScales scales)
    {
        var risk = Expression.Parameter(typeof(Risk), "risk");
        var (severity, likelihood) = (Expression.Property(risk, nameof(Risk.ResidualSeverity)), Expression.Property(risk, nameof(Risk.ResidualLikelihood)));
        Expression zone = Expression.Constant((int?)RiskZone.Low, typeof(int?));
        foreach (var higher in new[] { RiskZone.Medium, RiskZone.High })
        {
            var rated = from s in Enum.GetValues<Level>()
                        from l in Enum.GetValues<Level>()
                        where RiskScales.ZoneOf(scales.Map, s, l) == higher
                        select Expression.AndAlso(Expression.Equal(severity, Level(s)), Expression.Equal(likelihood, Level(l)));
            zone = Expression.Condition(rated.Aggregate(Expression.OrElse), Expression.Constant((int?)higher, typeof(int?)), zone);
        }
        return Expression.Lambda<Func<Risk, int?>>(zone, risk);

        static ConstantExpression Level(Level level) => Expression.Constant((Level?)level, typeof(Level?));
    }

    /// <summary>Writes the rule of the domain where the query calls it, so that the database can follow it.</summary>
    private sealed class RuleInPlace : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.DeclaringType != typeof(AssessmentStates))
                return base.VisitMethodCall(node);
            var rule = AssessmentStates.Rule;
            return new Arguments(new() { [rule.Parameters[0]] = node.Arguments[0], [rule.Parameters[1]] = node.Arguments[1] }).Visit(rule.Body);
        }

        private sealed class Arguments(Dictionary<ParameterExpression, Expression> values) : ExpressionVisitor
        {
            protected override Expression VisitParameter(ParameterExpression node) => values.TryGetValue(node, out var value) ? value : node;
        }
    }
}
