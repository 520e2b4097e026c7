using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Web.Infrastructure.Dossiers;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Descriptions;

/// <summary>What was asked, how it stands, and what comes next; for the vendor and for the officer.</summary>
public sealed class OverviewModel(PiaDbContext db) : DossierPage, ISeesRequest
{
    public bool IsOfficer => User.IsInRole(Roles.Officer);

    /// <summary>The words for what comes next.</summary>
    public string Next => $"Next.{(IsOfficer ? Roles.Officer : Roles.Vendor)}.{Asked!.State}";

    public string Vendor { get; private set; } = "";

    /// <summary>The city's assessment, for an officer who may see it.</summary>
    public string? Target { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Vendor = await db.Organisations.Where(o => o.Id == Assessment.VendorId).Select(o => o.Name).SingleAsync(cancellationToken);
        Target = await db.Assessments.VisibleTo(User).Where(a => a.Id == Asked!.TargetId).Select(a => a.Reference).SingleOrDefaultAsync(cancellationToken);
    }

    public IEnumerable<Step> Describing => Steps.Of(AssessmentKind.Submission);

    public IEnumerable<Gap> OfStep(Step step) => Gaps.Where(g => g.Step == step && (g.Blocks || g.Attention));
}
