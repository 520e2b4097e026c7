using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The request, its state and the next step, for the vendor and the officer.</summary>
public sealed class OverviewModel(PiaDbContext db) : DossierPage
{
    public override Access Access => new() { BeforeSubmission = true };

    public sealed record LastSubmission(DateTimeOffset At, string By, string Statement);

    public bool IsOfficer => !MayEdit;

    /// <summary>Key of the text about the next step.</summary>
    public string Next => $"Next.{(IsOfficer ? Roles.Officer : Roles.Vendor)}.{Asked!.State}";

    public string Vendor { get; private set; } = "";

    /// <summary>The city's assessment, if the officer may see it.</summary>
    public string? Target { get; private set; }

    /// <summary>When it was last submitted; null if never.</summary>
    public LastSubmission? HandedIn { get; private set; }

    /// <summary>No person of the vendor has been invited, so nobody will read the request.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>What the request showed to the vendor, for the officer.</summary>
    public Dossier? Shown { get; private set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<DescriptionRemark> RemarkRows => PagedList.Of(Remarks, PageNumber);

    public Pager Pager => Pager.For(RemarkRows, At(""), new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Vendor = await db.Organisations.Where(o => o.Id == Assessment.VendorId).Select(o => o.Name).SingleAsync(cancellationToken);
        Target = await db.Assessments.VisibleTo(User).Where(a => a.Id == Asked!.TargetId).Select(a => a.Reference)
            .SingleOrDefaultAsync(cancellationToken);
        HandedIn = await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == Assessment.Id).OrderByDescending(v => v.Number)
            .Select(v => new LastSubmission(v.FrozenAt, v.FrozenBy, v.Statement)).FirstOrDefaultAsync(cancellationToken);
        if (IsOfficer && Asked!.Shared && await db.SharedDescriptions.AsNoTracking().Where(s => s.Id == Assessment.Id).Select(s => s.ShownJson).SingleOrDefaultAsync(cancellationToken) is { } json)
            Shown = CanonicalJson.Read(json);
        IsUnread = IsOfficer && Asked!.IsOpen && !await db.InRole(Roles.Vendor).AnyAsync(u => u.OrganisationId == Assessment.VendorId, cancellationToken);
    }

    public IEnumerable<Step> Describing => Steps.Of(AssessmentKind.Submission);

    public IEnumerable<Gap> OfStep(Step step) => Gaps.Where(g => g.Step == step && (g.Blocks || g.Attention || g.LeavesOpen));
}
