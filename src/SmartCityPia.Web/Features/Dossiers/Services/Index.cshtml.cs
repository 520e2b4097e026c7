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

    [BindProperty(SupportsGet = true, Name = "a")]
    public int AlikePage { get; set; } = 1;

    public PagedList<AlikeService> Alike => PagedList.Of(Dossier.Alike, AlikePage);

    public Pager AlikePager => Pager.For(Alike, At(Domain.Dossiers.Step.Service), Query(("p", PurposePage), ("g", GroupPage), ("n", LegalNotePage)), "a");

    [BindProperty(SupportsGet = true, Name = "n")]
    public int LegalNotePage { get; set; } = 1;

    public PagedList<LegalNote> LegalNotes => PagedList.Of(Dossier.LegalNotes, LegalNotePage);

    public Pager LegalNotePager => Pager.For(LegalNotes, At(Domain.Dossiers.Step.Service), Query(("p", PurposePage), ("g", GroupPage), ("a", AlikePage)), "n");

    public PagedList<Purpose> Purposes => PagedList.Of(Dossier.Purposes, PurposePage);

    public Pager PurposePager => Pager.For(Purposes, At(Domain.Dossiers.Step.Service), Query(("g", GroupPage), ("a", AlikePage), ("n", LegalNotePage)));

    public PagedList<PeopleGroup> Groups => PagedList.Of(Dossier.Groups, GroupPage);

    public Pager GroupPager => Pager.For(Groups, At(Domain.Dossiers.Step.Service), Query(("p", PurposePage), ("a", AlikePage), ("n", LegalNotePage)), "g");

    /// <summary>Keeps the pages of the other lists.</summary>
    private static Dictionary<string, string?> Query(params (string Name, int Page)[] others) =>
        others.ToDictionary(o => o.Name, o => o.Page > 1 ? o.Page.ToString(CultureInfo.InvariantCulture) : null, StringComparer.Ordinal);

    protected override IReadOnlyList<ServiceDescription> Rows => [Dossier.Service];

    protected override ServiceDescription NewRow(Guid id) =>
        new() { Id = id, OwnerId = Dossier.Service.OwnerId, Revision = Dossier.Service.Revision };

    protected override string Back => "service";

    protected override string NameOf(ServiceDetails details) => details.Name;

    protected internal override void Loaded() => Id = Dossier.Service.Id;
}
