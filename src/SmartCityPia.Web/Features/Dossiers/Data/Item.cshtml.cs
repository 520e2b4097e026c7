using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Data;

/// <summary>One kind of data in a dataset. The catalogue can be searched by word, category and class, without script too.</summary>
/// <remarks>404 also where the row belongs to another dataset than the address says.</remarks>
public sealed class ItemModel(SaveRow<DataItem, DataItemDetails> save) : RowPage<DataItem, DataItemDetails>(save)
{
    /// <summary>Search results with their meaning; more are only counted.</summary>
    private const int MostHits = 20;

    public override Step? Step => Domain.Dossiers.Step.Data;

    [BindProperty(SupportsGet = true, Name = "dataset")]
    public Guid DatasetId { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Category { get; set; }

    [BindProperty(SupportsGet = true, Name = "class")]
    public IdentifierClass? Class { get; set; }

    public Dataset? Dataset => Dossier.Datasets.FirstOrDefault(d => d.Id == DatasetId);

    public bool IsSearch => !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Category) || Class is not null;

    public IEnumerable<string> Categories => Offered.Select(t => t.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCulture);

    /// <summary>What the search found; everything without one.</summary>
    public IReadOnlyList<AttributeType> Found => found ??= [.. Search is { } words && !string.IsNullOrWhiteSpace(words)
        ? Dossier.Catalogue.Find(words).Where(h => h.Kind == CatalogueKind.AttributeType).Select(h => Dossier.Catalogue.Type(h.Id)).Where(Matches)
        : Offered.Where(Matches)];

    public IEnumerable<AttributeType> Hits => Found.Take(MostHits);

    /// <summary>The found types by category, and the chosen one whatever was searched for.</summary>
    public IReadOnlyList<Option> TypeOptions =>
    [
        .. Found.Concat(Chosen is { } chosen ? [chosen] : []).DistinctBy(t => t.Id, StringComparer.Ordinal)
            .OrderBy(t => t.Category, StringComparer.CurrentCulture).Select(t => new Option(t.Id, t.Name, Group: Sentence(t.Category))),
    ];

    public AttributeType? Chosen => Input.TypeId is { } id ? Dossier.Catalogue.Types.ById.GetValueOrDefault(id) : null;

    /// <summary>Domains named elsewhere in the dossier: the same spelling is what makes two identifiers match.</summary>
    public IReadOnlyList<string> Domains => [.. Dossier.Items.Select(i => i.IdentifierDomain).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCulture)];

    /// <summary>Kinds of places that the catalogue asks about, and that there are none.</summary>
    public IReadOnlyList<Option> Places => [.. Dossier.Catalogue.Places.Prepend(FacetLimits.NoPlaces).Select(p => new Option(p, Sentence(ConditionText.Place(p))))];

    protected override bool ParentExists => Dataset is not null && !Dossier.Items.Any(i => i.Id == (Id ?? NewId) && i.DatasetId != DatasetId);

    protected override IReadOnlyList<DataItem> Rows => [.. Dossier.Items.Where(i => i.DatasetId == DatasetId)];

    protected override DataItem NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id, DatasetId = DatasetId };

    protected override string Back => IndexModel.PlaceOf(Dossier, DatasetId);

    protected override string NameOf(DataItemDetails details) => Dossier.Term(details.TypeId).Name;

    private IReadOnlyList<AttributeType>? found;

    /// <summary>What is only ever concluded is held by nobody and not on offer.</summary>
    private IEnumerable<AttributeType> Offered => Dossier.Catalogue.Types.Where(t => t.IsOffered);

    public override IActionResult OnGet()
    {
        // A filter that is no choice of ours filters nothing.
        ModelState.Clear();
        var result = base.OnGet();
        if (Request.Query["type"].ToString() is { Length: > 0 } type && Offered.Any(t => t.Id == type))
            Input.TypeId = type;
        return result;
    }

    /// <summary>Where a link in the search results leads: the same page with that type chosen.</summary>
    public string ChooseUrl(AttributeType type) => $"{Request.Path}?type={type.Id}";

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpper(text[0], System.Globalization.CultureInfo.CurrentCulture) + text[1..];

    protected override string Show(PropertyInfo property, DataItemDetails details) =>
        property.Name == nameof(DataItemDetails.TypeId) && !string.IsNullOrEmpty(details.TypeId) ? Dossier.Term(details.TypeId).Name : base.Show(property, details);

    private bool Matches(AttributeType type) =>
        type.IsOffered && (string.IsNullOrEmpty(Category) || type.Category == Category) && (Class is null || type.Class == Class);
}
