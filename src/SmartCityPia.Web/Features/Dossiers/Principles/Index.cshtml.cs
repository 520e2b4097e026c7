using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>The step "Principles, anonymity and choice": the state of each principle and of each group of people.</summary>
public sealed class IndexModel : DossierPage
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    public IEnumerable<(PrivacyPrinciple Principle, PrincipleAnswer? Answer)> Principles =>
        Dossier.Catalogue.Principles.Select(p => (p, Dossier.Principles.FirstOrDefault(a => a.PrincipleId == p.Id)));

    public IEnumerable<(PeopleGroup Group, Choice? Choice)> Choices =>
        Dossier.Groups.Select(g => (g, Dossier.Choices.FirstOrDefault(c => c.GroupId == g.Id)));

    /// <summary>How many of the five questions about a group are answered.</summary>
    public static int Answered(Choice choice) =>
        new object?[] { choice.MayIdentify, choice.MayTrack, choice.MayMonitor, choice.AnonymousUse,
            choice.CanRefuse }.Count(a => a is not null);

    public const int Questions = 5;
}
