using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>How the service stands to one principle; the address names the principle, of which there is one answer at most.</summary>
public sealed class PrincipleModel(SaveRow<PrincipleAnswer, PrincipleAnswerDetails> save) : RowPage<PrincipleAnswer, PrincipleAnswerDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    public PrivacyPrinciple Principle => Dossier.Catalogue.Principles.ById[PrincipleId];

    public PrivacyPrinciple? Previous => Neighbour(-1);

    public PrivacyPrinciple? Next => Neighbour(1);

    protected override IReadOnlyList<PrincipleAnswer> Rows => Dossier.Principles;

    protected override bool ParentExists => Dossier.Catalogue.Principles.ById.ContainsKey(PrincipleId);

    protected override PrincipleAnswer NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, PrincipleId = PrincipleId };

    protected override string Back => "principles";

    protected override string NameOf(PrincipleAnswerDetails details) => Principle.Name;

    protected internal override void Loaded()
    {
        Id = Rows.FirstOrDefault(r => r.PrincipleId == PrincipleId)?.Id;
        NewId = DerivedId.Of(Dossier.Head.AssessmentId, PrincipleId);
    }

    public override IActionResult OnGet()
    {
        // Who may only read still reads what the principle asks.
        return ParentExists && IsNew && !CanEdit ? Page() : base.OnGet();
    }

    private string PrincipleId => (string)RouteData.Values["principle"]!;

    private PrivacyPrinciple? Neighbour(int step)
    {
        var all = Dossier.Catalogue.Principles.ToList();
        return all.ElementAtOrDefault(all.FindIndex(p => p.Id == PrincipleId) + step);
    }
}
