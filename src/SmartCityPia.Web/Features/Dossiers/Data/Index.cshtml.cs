using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Data;

/// <summary>The step "Data": each dataset with what is in it.</summary>
public sealed class IndexModel : DossierPage
{
    public override Step? Step => Domain.Dossiers.Step.Data;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Dataset> Datasets => PagedList.Of(Dossier.Datasets, PageNumber);

    public Pager Pager => Pager.For(Datasets, At("data"), new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <summary>Of each dataset; the others are in its table.</summary>
    public const int MostItems = 20;

    public IEnumerable<DataItem> ItemsOf(Dataset dataset) => Dossier.ItemsOf(dataset.Id);

    /// <returns>Null where the catalogue no longer knows it.</returns>
    public AttributeType? TypeOf(DataItem item) => Dossier.Catalogue.Types.ById.GetValueOrDefault(item.TypeId);

    /// <summary>How many different kinds of data there are of which something is true.</summary>
    public int Count(Func<AttributeType, bool> what) => Dossier.Items.Select(TypeOf).OfType<AttributeType>().DistinctBy(t => t.Id, StringComparer.Ordinal).Count(what);

    /// <summary>Where a dataset stands in the list, for coming back to it.</summary>
    internal static string PlaceOf(Dossier dossier, Guid? id)
    {
        var index = Math.Max(0, dossier.Datasets.ToList().FindIndex(d => d.Id == id));
        var page = (index / PagedList.Size) + 1;
        return (page == 1 ? "data" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"data?p={page}")) + (id is null ? "" : $"#d-{id}");
    }
}
