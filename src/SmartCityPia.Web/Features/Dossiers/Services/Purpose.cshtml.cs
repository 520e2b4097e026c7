using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Dossiers;
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

    protected override IReadOnlyList<Purpose> Rows => Dossier.Purposes;

    protected override Purpose NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => "service#purposes";

    protected override string NameOf(PurposeDetails details) => details.Name;
}
