using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

public sealed class HearingModel(SaveRow<Hearing, HearingDetails> save) : RowPage<Hearing, HearingDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Stakeholders;

    public IReadOnlyList<Option> GroupOptions => [.. Dossier.Groups.Select(g => new Option(g.Id.ToString(), g.Name))];

    /// <summary>Those who speak for people, then the groups themselves.</summary>
    public IReadOnlyList<string> Suggestions =>
    [
        .. Dossier.Stakeholders.Where(s => s.Role == StakeholderRole.Representative).Select(s => Dossier.OrganisationName(s.OrganisationId)).Where(n => n.Length > 0),
        .. Dossier.Groups.Select(g => g.Name),
    ];

    protected override IReadOnlyList<Hearing> Rows => Dossier.Hearings;

    protected override Hearing NewRow(Guid id) => new() { Id = id, OwnerId = Assessment.Id };

    protected override string Back => "stakeholders#hearings";

    protected override string NameOf(HearingDetails details) => details.Who;
}
