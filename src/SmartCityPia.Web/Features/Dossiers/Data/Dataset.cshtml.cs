using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Data;

public sealed class DatasetModel(SaveRow<Dataset, DatasetDetails> save) : RowPage<Dataset, DatasetDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Data;

    /// <summary>The organisations that take part, and who holds it now even where they no longer do.</summary>
    public IReadOnlyList<Option> Holders =>
    [
        .. Dossier.Stakeholders.Select(s => s.OrganisationId).Append(Input.HolderId).OfType<Guid>().Distinct()
            .Select(id => new Option(id.ToString(), Dossier.OrganisationName(id))).Where(o => o.Text.Length > 0),
    ];

    /// <summary>Groups of people described in the step before; their words make the picture's people.</summary>
    public IReadOnlyList<string> People => [.. Dossier.Groups.Select(g => g.Name)];

    public IReadOnlyList<Option> GroupOptions => [.. Dossier.Groups.Select(g => new Option(g.Id.ToString(), $"{Dossier.Code(g.Id)} {g.Name}"))];

    protected override IReadOnlyList<Dataset> Rows => Dossier.Datasets;

    protected override Dataset NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => IndexModel.PlaceOf(Dossier, Id ?? NewId);

    protected override string NameOf(DatasetDetails details) => details.Name;
}
