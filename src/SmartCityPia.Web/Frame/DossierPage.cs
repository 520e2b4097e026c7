using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Frame;

/// <summary>A page inside an assessment. <see cref="DossierFilter"/> loads and authorises before any handler runs.</summary>
public abstract class DossierPage : PageModel, ILookedAt
{
    /// <summary>The assessment's row, tracked.</summary>
    public Assessment Assessment { get; internal set; } = null!;

    /// <summary>Everything in it, with the findings, as it was when the request began.</summary>
    public Dossier Dossier => Kept.Dossier;

    /// <summary>The dossier as it is kept for all requests.</summary>
    public KnownDossier Kept { get; internal set; } = null!;

    /// <summary>Of the city, as it was when the request began.</summary>
    public Guid CityStamp { get; internal set; }

    public IReadOnlyList<Gap> Gaps { get; internal set; } = [];

    /// <summary>The person may edit while it is open: an officer an assessment, a vendor its description.</summary>
    public bool MayEdit { get; internal set; }

    /// <summary>The person may edit and the assessment is open for it.</summary>
    public bool CanEdit { get; internal set; }

    /// <summary>What is being said about this page's row or step; null on pages about the whole assessment.</summary>
    public CommentGlance? Comments { get; internal set; }

    /// <summary>The step the page belongs to; null for pages about the whole assessment.</summary>
    public virtual Step? Step => null;

    /// <summary>Asked before the assessment is there.</summary>
    public virtual Access Access => new();

    /// <summary>Whether the page speaks of what the service adds to the city too: <see cref="Dossier.City"/> is there then.</summary>
    public virtual bool LooksAtCity => false;

    /// <summary>Shown once on the next page: what was saved, and when.</summary>
    [TempData]
    public string? Saved { get; set; }

    /// <summary>Called once the dossier is there, before any handler: for pages whose address names a row otherwise than by its id. Such a row page sets its Id here, and NewId where there is no row yet.</summary>
    protected internal virtual void Loaded()
    {
    }

    /// <summary>What the trail says somebody opened; pages of a thing of its own, such as a version, say which.</summary>
    public virtual Look? Look => new(AuditVerbs.Opened, nameof(Assessment), Assessment.Id, Assessment.Id);

    public DateOnly Today => HttpContext.RequestServices.GetRequiredService<TimeProvider>().Today();

    /// <summary>The address of a page inside this assessment.</summary>
    public string At(string path) => IsDescription ? Addresses.Description(Assessment.Reference, path) : Addresses.Assessment(Assessment.Reference, path);

    /// <summary>The dossier is a vendor's description, not an assessment of the city.</summary>
    public bool IsDescription => Assessment.Kind == AssessmentKind.Submission;

    /// <summary>What the city asked the vendor for; null on the city's own assessments.</summary>
    public DescriptionRequest? Asked { get; internal set; }

    /// <summary>What the city asks or wants corrected in the whole description.</summary>
    public IReadOnlyList<DescriptionRemark> Remarks { get; internal set; } = [];

    /// <summary>Those at this page's row, or on the page of a step at the step and all its rows.</summary>
    public IEnumerable<DescriptionRemark> RemarksHere => this is IRowPage { Id: { } row } && row != Dossier.Service.Id ? Remarks.Where(r => r.RowId == row)
        : this is IRowPage { IsNew: true } || Step is null ? [] : Remarks.Where(r => r.Step == Step);
}
