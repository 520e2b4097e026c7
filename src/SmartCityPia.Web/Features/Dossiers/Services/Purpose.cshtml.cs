using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Services;

public sealed class PurposeModel(SaveRow<Purpose, PurposeDetails> save, IStringLocalizerFactory localizers) : RowPage<Purpose, PurposeDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Service;

    /// <summary>Those that follow from this description first, then all that can be concluded at all.</summary>
    public IReadOnlyList<Option> Conclusions
    {
        get
        {
            var found = Dossier.Findings.Where(f => !f.IsHypothesis).Select(f => f.TypeId).Concat(Input.Intended).ToHashSet(StringComparer.Ordinal);
            var texts = new Texts(localizers, "Services");
            return
            [
                .. Dossier.Catalogue.Rules.Select(r => r.Conclusion).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                    .Select(id => new Option(id, FindingWords.Tell(Dossier, id), Group: texts[found.Contains(id) ? "Purpose.Found" : "Purpose.Others"]))
                    .OrderByDescending(o => found.Contains(o.Value)).ThenBy(o => o.Text, StringComparer.CurrentCulture),
            ];
        }
    }

    /// <summary>What the purpose has of special categories and offences.</summary>
    public IReadOnlyList<SpecialUse> Uses => field ??= Dossier.SpecialUsesOf(Id ?? Guid.Empty, Input.Intended);

    public bool IsOutside => Input.OutsideTasks || Input.LegalBasis == LegalBasis.LegitimateInterests;

    public bool AsksCondition => Uses.Count > 0 || Input.SpecialCondition is not null || Input.OffenceGround is not null;

    public bool AsksFurther => Input.FurtherUse is not null || (Id is { } id && Dossier.IsFurther(id));

    /// <summary>Questions that are not asked here stay folded; after an error nothing is hidden.</summary>
    public bool IsOpen(bool asked) => asked || !ModelState.IsValid || Conflict is not null;

    protected override IReadOnlyList<Purpose> Rows => Dossier.Purposes;

    protected override Purpose NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => "service#purposes";

    protected override string NameOf(PurposeDetails details) => details.Name;
}
