using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Data;

/// <summary>One row of the table: what it is, the version the person saw, and what is typed.</summary>
public sealed class ItemRow
{
    public Guid Id { get; set; }

    public uint Version { get; set; }

    public DataItemCells Given { get; set; } = new();
}

/// <summary>The fields that stand in the table; the others are on the item's own page.</summary>
public sealed class DataItemCells
{
    [System.ComponentModel.DataAnnotations.MaxLength(Limits.Name)]
    public string? LocalName { get; set; }

    [System.ComponentModel.DataAnnotations.Range(0, FacetLimits.Most)]
    public int? Metres { get; set; }

    [System.ComponentModel.DataAnnotations.Range(0, FacetLimits.Most)]
    public int? Seconds { get; set; }

    [System.ComponentModel.DataAnnotations.MaxLength(Limits.Name)]
    public string? IdentifierDomain { get; set; }

    [System.ComponentModel.DataAnnotations.Range(0, FacetLimits.Most)]
    public int? Days { get; set; }

    public Analysis.City.CityForm? Form { get; set; }

    [System.ComponentModel.DataAnnotations.Range(1, FacetLimits.Most)]
    public int? Group { get; set; }

    [System.ComponentModel.DataAnnotations.Required]
    public DataLevel? Level { get; set; }
}

public sealed class TableInput
{
    public List<ItemRow> Rows { get; set; } = [];
}

/// <summary>All kinds of data in one dataset as a table that is edited in place and saved as a whole.</summary>
/// <remarks>400: a field is wrong; everything typed is kept, and nothing saved. 404: no such dataset. 409: somebody changed or removed a row meanwhile; saving again overwrites.</remarks>
public sealed class TableModel(SaveItems save) : DossierPage
{
    /// <summary>More are on further pages.</summary>
    public const int RowsOnAPage = PagedList.Size;

    public static IReadOnlyList<PropertyInfo> Fields { get; } = typeof(DataItemCells).GetProperties();

    public sealed record Cell(PropertyInfo Field, string Name, string Id, string Value, IReadOnlyList<Option>? Options, string? Error)
    {
        public bool IsNumber => Field.PropertyType == typeof(int?);

        public string? Described => Error is null ? null : Id + "-error";

        public string? Invalid => Error is null ? null : "true";
    }

    public override Step? Step => Domain.Dossiers.Step.Data;

    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    [BindProperty(SupportsGet = true, Name = "dataset")]
    public Guid DatasetId { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public TableInput Input { get; set; } = new();

    public Dataset? Dataset => Dossier.DatasetOf(DatasetId);

    public PagedList<DataItem> Items => PagedList.Of<DataItem>([.. Dossier.ItemsOf(DatasetId)], PageNumber);

    public string BackUrl => At(IndexModel.PlaceOf(Dossier, DatasetId));

    public Pager Pager => Pager.For(Items, At($"data/{DatasetId}/table"), new Dictionary<string, string?>(StringComparer.Ordinal));

    public string NameOf(ItemRow row) => Dossier.ItemsOf(DatasetId).FirstOrDefault(i => i.Id == row.Id) is { } item ? Dossier.Term(item.TypeId).Name : "";

    public IActionResult OnGet()
    {
        ModelState.Clear();
        if (Dataset is null)
            return NotFound();
        Input.Rows = [.. Items.Items.Select(i => new ItemRow { Id = i.Id, Version = i.Version, Given = SaveItems.CellsOf(i) })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Dataset is null || Input.Rows.Count > RowsOnAPage)
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        switch (await save.Handle(Assessment, DatasetId, Input.Rows, actor, cancellationToken))
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "Saved", Dataset.Name, actor.At.InCity().ToString("t", CultureInfo.CurrentCulture)));
                return Redirect(At(string.Create(CultureInfo.InvariantCulture, $"data/{DatasetId}/table?p={PageNumber}")));
            case Outcome.Disputed<IReadOnlyDictionary<Guid, uint>> { Between: var changed }:
                foreach (var (row, i) in Input.Rows.Select((r, i) => (r, i)).Where(r => changed.ContainsKey(r.r.Id)))
                {
                    row.Version = changed[row.Id];
                    var cells = string.Create(CultureInfo.InvariantCulture, $"Input.Rows[{i}]");
                    ModelState.Remove($"{cells}.Version");
                    ModelState.AddModelError($"{cells}.Given.{nameof(DataItemCells.LocalName)}", HttpContext.Sentence(new("", "RowChangedMeanwhile", NameOf(row))));
                }
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Closed:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "AssessmentClosed")));
                return this.Answer(StatusCodes.Status403Forbidden);
            default:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "RowGone")));
                return this.Answer(StatusCodes.Status409Conflict);
        }
    }

    /// <summary>The cells of a row, with what was typed where it could not be understood.</summary>
    public IEnumerable<Cell> Cells(int row) => Fields.Select(field =>
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Input.Rows[{row}].Given.{field.Name}");
        var entry = ModelState.TryGetValue(name, out var found) && found.Errors.Count > 0 ? found : null;
        var value = field.GetValue(Input.Rows[row].Given);
        return new Cell(
            field, name, TagBuilder.CreateSanitizedId(name, "_"), entry?.AttemptedValue ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
            (Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType) is { IsEnum: true } type ? [.. Enum.GetValues(type).Cast<Enum>().Select(v => new Option(v.ToString(), Words.Of(v)))] : null,
            entry?.Errors[0].ErrorMessage);
    });
}
