using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>The step "Principles, anonymity and choice": all principles in one form, and what each group of people can choose.</summary>
public sealed class IndexModel(SaveRows<PrincipleAnswer, PrincipleAnswerDetails> save, IStringLocalizerFactory localizers) : RowsPage<PrincipleAnswer, PrincipleAnswerDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    public IEnumerable<(Guid Id, PrivacyPrinciple Principle, PrincipleAnswer? Answer)> Principles =>
        Dossier.Catalogue.Principles.Select(p => (Principle: p, Answer: Dossier.Principles.FirstOrDefault(a => a.PrincipleId == p.Id))).Select(p => (IdOf(p.Principle.Id, p.Answer), p.Principle, p.Answer));

    public IEnumerable<(PeopleGroup Group, Choice? Choice)> Choices =>
        Dossier.Groups.Select(g => (g, Dossier.Choices.FirstOrDefault(c => c.GroupId == g.Id)));

    protected override IReadOnlyList<(Guid Id, PrincipleAnswer? Row)> Known => [.. Principles.Select(p => (p.Id, p.Answer))];

    protected override Func<Guid, PrincipleAnswer> Make =>
        id => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, PrincipleId = Principles.First(p => p.Id == id).Principle.Id };

    protected override string Here => "principles";

    protected override string What => new Texts(localizers, "Principles")["Principles.Title"];

    protected override string NameOf(Guid id) => Principles.First(p => p.Id == id).Principle.Name;

    public IEnumerable<(PeoplesRight Right, RightAnswer? Answer)> Rights =>
        Dossier.Catalogue.Rights.Select(r => (r, Dossier.Rights.FirstOrDefault(a => a.RightId == r.Id)));

    /// <summary>How many of the five questions about a group are answered.</summary>
    public static int Answered(Choice choice) =>
        new object?[] { choice.MayIdentify, choice.MayTrack, choice.MayMonitor, choice.AnonymousUse,
            choice.CanRefuse }.Count(a => a is not null);

    public const int Questions = 5;
}
