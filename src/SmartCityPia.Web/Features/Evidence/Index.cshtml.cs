using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Lists an assessment's evidence and the requests for it.</summary>
public sealed class IndexModel(PiaDbContext db) : DossierPage
{
    public sealed record Row(EvidenceItem Item, EvidenceVersion? Newest, int Files, string? About);

    public sealed record RequestRow(EvidenceRequest Request, string AskedOf);

    [BindProperty(SupportsGet = true)]
    public SubjectKind? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "r")]
    public int RequestPage { get; set; } = 1;

    /// <summary>Filters by one row. The row's page links here.</summary>
    [FromQuery(Name = "for")]
    public Guid? For { get; set; }

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager =>
        Pager.For(Rows, At("evidence"),
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["kind"] = Kind?.ToString(), ["for"] = For?.ToString() });

    /// <summary>Accepted descriptions with evidence. Their evidence stays with the vendor's description.</summary>
    public sealed record VendorRow(string Reference, string Name, string Vendor, int Pieces);

    private const int MostVendors = 10;

    public IReadOnlyList<VendorRow> Vendors { get; private set; } = [];

    public PagedList<RequestRow> Requests { get; private set; } = null!;

    public EvidenceSubject? About => For is null ? null : EvidenceSubject.Find(Dossier, For);

    public bool IsFiltered => Kind is not null || For is not null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (For is not null && About is null)
            return NotFound();
        var subjects = EvidenceSubject.All(Dossier).ToDictionary(s => s.Id ?? Guid.Empty, s => s.Text);
        var files = Dossier.Files.ToLookup(f => f.EvidenceId);
        Rows = PagedList.Of<Row>(
        [
            .. Dossier.Evidence.Where(i => (Kind is null || i.SubjectKind == Kind) && (For is null || i.SubjectId == For))
                .OrderByDescending(i => i.Id)
                .Select(i => new Row(i, files[i.Id].MaxBy(f => f.Number), files[i.Id].Count(),
                    subjects.GetValueOrDefault(i.SubjectId ?? Guid.Empty))),
        ], PageNumber);
        Requests = await PagedList.Read(db.EvidenceRequests.AsNoTracking().Where(r => r.OwnerId == Assessment.Id)
            .OrderBy(r => r.State != EvidenceRequestState.Requested).ThenBy(r => r.DueOn).ThenBy(r => r.Id)
            .Select(r => new RequestRow(r, db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => o.Name).SingleOrDefault()
                ?? db.Users.Where(u => u.Id == r.AccountId).Select(u => u.DisplayName).SingleOrDefault() ?? "")), RequestPage,
                    cancellationToken);
        // Officers of the agency only; others may not open descriptions.
        if (!IsDescription && MayEdit)
        {
            Vendors = await db.DescriptionsVisibleTo(User, rows: true).AsNoTracking()
                .Where(s => db.DescriptionRequests.Any(r => r.OwnerId == s.Id && r.TargetId == Assessment.Id
                    && r.State == DescriptionState.Accepted) && db.EvidenceItems.Any(e => e.OwnerId == s.Id))
                .OrderByDescending(s => s.Id).Take(MostVendors)
                .Select(s => new VendorRow(s.Reference, db.DescriptionRequests.Where(r => r.OwnerId == s.Id).Select(r => r.Name).Single(),
                    db.Organisations.Where(o => o.Id == s.VendorId).Select(o => o.Name)
                        .Single(), db.EvidenceItems.Count(e => e.OwnerId == s.Id))).ToListAsync(cancellationToken);
        }
        return Page();
    }
}
