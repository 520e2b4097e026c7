using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Services;

/// <summary>The step "Service and purposes": the description, the purposes and the groups of people.</summary>
public sealed class IndexModel(SaveRow<ServiceDescription, ServiceDetails> save) : RowPage<ServiceDescription, ServiceDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Service;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PurposePage { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "g")]
    public int GroupPage { get; set; } = 1;

    public PagedList<Purpose> Purposes => PagedList.Of(Dossier.Purposes, PurposePage);

    public Pager PurposePager => Pager.For(Purposes, At(Domain.Dossiers.Step.Service), Query("g", GroupPage));

    public PagedList<PeopleGroup> Groups => PagedList.Of(Dossier.Groups, GroupPage);

    public Pager GroupPager => Pager.For(Groups, At(Domain.Dossiers.Step.Service), Query("p", PurposePage), "g");

    /// <summary>Keeps the page of the other list.</summary>
    private static Dictionary<string, string?> Query(string name, int page) =>
        new(StringComparer.Ordinal) { [name] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null };

    protected override IReadOnlyList<ServiceDescription> Rows => [Dossier.Service];

    protected override ServiceDescription NewRow(Guid id) =>
        new() { Id = id, OwnerId = Dossier.Service.OwnerId, Revision = Dossier.Service.Revision };

    protected override string Back => "service";

    protected override string NameOf(ServiceDetails details) => details.Name;

    protected internal override void Loaded() => Id = Dossier.Service.Id;
}
