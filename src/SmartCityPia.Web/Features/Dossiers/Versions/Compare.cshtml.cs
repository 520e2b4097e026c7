using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>Compares two states of an assessment: added, removed and changed rows by step.</summary>
/// <remarks>404: no such version.</remarks>
public sealed class CompareModel(CompareVersions compare) : DossierPage
{
    private const int PageSize = 100;

    [BindProperty(SupportsGet = true, Name = "from")]
    public string? From { get; set; }

    /// <summary>A version's number, or <see cref="Versions.Between.Draft"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    /// <summary>Filters by step; null for all.</summary>
    [BindProperty(SupportsGet = true, Name = "step")]
    public Step? Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Null if there is nothing to compare with.</summary>
    public Between? Between { get; private set; }

    public IReadOnlyList<RowChange> All { get; private set; } = [];

    public PagedList<RowChange> Changes { get; private set; } = new([], 1, PageSize, 0);

    public override bool NeedsCity => Between.Of(Assessment, From, To) is { To: null };

    public override ViewEvent ViewEvent => new(AuditVerbs.Opened, nameof(AssessmentVersion), Assessment.Id, Assessment.Id);

    public Pager Pager => Pager.For(Changes, At("versions/compare"), Query(Show));

    public int Count(ChangeKind kind) => All.Count(c => c.Change == kind);

    public IEnumerable<(Step Step, int Count)> StepsWithChanges => All.GroupBy(c => c.Step).Select(g => (g.Key, g.Count()));

    public string Here(Step? step) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(At("versions/compare"), Query(step).Where(q => q.Value is not null));

    public string Export(string format) => Microsoft.AspNetCore.WebUtilities.QueryHelpers
        .AddQueryString(At($"versions/compare/{format}"), Query(null).Where(q => q.Value is not null));

    /// <summary>The restore address of a row or one of its fields; null if the row is new or can't be restored.</summary>
    public string? RestoreUrl(RowChange change, string? field) => change.BeforeId is { } id && RestorableRow.Of(change.Kind) is not null
        ? At(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"versions/{Between!.From}/restore/{change.Kind}/{id}{(field is null ? "" : "/" + field)}")) : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        // An unknown step or page number is ignored.
        ModelState.Clear();
        Between = Between.Of(Assessment, From, To);
        if (Between is null)
            return From is null && To is null ? Page() : NotFound();
        All = await compare.Handle(Between, Dossier, cancellationToken);
        var shown = All.Where(c => Show is null || c.Step == Show).ToList();
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (shown.Count + PageSize - 1) / PageSize));
        Changes = new([.. shown.Skip((PageNumber - 1) * PageSize).Take(PageSize)], PageNumber, PageSize, shown.Count);
        return Page();
    }

    private Dictionary<string, string?> Query(Step? step) => new(StringComparer.Ordinal)
    {
        ["from"] = Between?.From.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["to"] = Between?.ToName,
        ["step"] = step?.ToString(),
    };
}
