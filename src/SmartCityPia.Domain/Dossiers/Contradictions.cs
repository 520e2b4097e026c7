using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>A risk that is rated as hardly likely beside a finding that stands.</summary>
public sealed record RatedAgainst(Risk Risk, Finding Finding);

/// <summary>A limit that the city declared for a group of people beside a finding that breaks it.</summary>
public sealed record BrokenLimit(PeopleGroup Group, Touch Limit, Finding Finding);

/// <summary>What the dossier says in one place and shows otherwise in another.</summary>
public static class Contradictions
{
    /// <summary>From here on a finding stands against a likelihood of negligible or limited.</summary>
    public const double Standing = 0.8;

    /// <summary>Of each risk the surest finding of today, of a conclusion that the risk rests on.</summary>
    public static IEnumerable<RatedAgainst> OfRisks(Dossier dossier) =>
        from risk in dossier.Risks
        where risk.ResidualLikelihood is Level.Negligible or Level.Limited
        let finding = FindingsOf(dossier, risk).Where(f => f.Score >= Standing).MaxBy(f => f.Score)
        where finding is not null
        select new RatedAgainst(risk, finding);

    /// <summary>The findings of today that a risk rests on: of its conclusions, and of the one it was suggested from.</summary>
    public static IEnumerable<Finding> FindingsOf(Dossier dossier, Risk risk)
    {
        var named = risk.Conclusions.Concat(risk.SuggestedBy?.Split('|') ?? []).ToHashSet(StringComparer.Ordinal);
        return dossier.AllFindings.Where(f => !f.IsHypothesis && named.Contains(f.TypeId));
    }

    /// <summary>Of each group and limit, the surest finding of each conclusion that breaks it.</summary>
    /// <remarks>A finding is about the groups of its dataset; where the dataset has none, it is about every group.</remarks>
    public static IEnumerable<BrokenLimit> OfLimits(Dossier dossier)
    {
        foreach (var group in dossier.Groups)
        {
            if (dossier.Choices.FirstOrDefault(c => c.GroupId == group.Id) is not { } choice)
                continue;
            foreach (var limit in Enum.GetValues<Touch>().Where(t => AnswerOf(choice, t) == Answer.No))
            {
                var broken = dossier.Findings.Where(f => !f.IsHypothesis && Breaks(dossier, f, limit) && IsAbout(dossier, f, group));
                foreach (var same in broken.GroupBy(f => f.TypeId, StringComparer.Ordinal))
                    yield return new(group, limit, same.MaxBy(f => f.Score)!);
            }
        }
    }

    private static Answer? AnswerOf(Choice choice, Touch limit) => limit switch
    {
        Touch.Identifies => choice.MayIdentify,
        Touch.Tracks => choice.MayTrack,
        _ => choice.MayMonitor,
    };

    private static bool Breaks(Dossier dossier, Finding finding, Touch limit) =>
        limit == Touch.Identifies ? finding.Identifying : dossier.Term(finding.TypeId).Touches?.Contains(limit) == true;

    private static bool IsAbout(Dossier dossier, Finding finding, PeopleGroup group)
    {
        var holding = dossier.Holding(finding.HoldingId);
        var groups = dossier.DatasetOf(holding?.OriginId ?? holding?.Id)?.GroupIds ?? [];
        return groups.Count == 0 || groups.Contains(group.Id);
    }
}
