using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Frame;

/// <summary>A page inside an assessment. <see cref="DossierFilter"/> fills it before a handler runs.</summary>
public abstract class DossierPage : PageModel, ILoggedView
{
    /// <summary>The assessment's row, tracked.</summary>
    public Assessment Assessment { get; internal set; } = null!;

    /// <summary>The dossier with its findings, as of the start of the request.</summary>
    public Dossier Dossier => Kept.Dossier;

    /// <summary>The cache entry of the dossier, shared by all requests.</summary>
    public KnownDossier Kept { get; internal set; } = null!;

    /// <summary>Where the assessment stands, as every page of it says; null for a vendor's description.</summary>
    public AssessmentStanding? Standing { get; internal set; }

    /// <summary>The city's stamp at the start of the request.</summary>
    public Guid CityStamp { get; internal set; }

    /// <summary>Worked out when first asked for: a post that saves does not.</summary>
    public IReadOnlyList<Gap> Gaps
    {
        get => field ??= Steps.GapsOf(Assessment.Kind, Kept.Gaps(Today));
        internal set;
    }

    /// <summary>The person has write access: an officer to an assessment, a vendor to its description.</summary>
    public bool MayEdit { get; internal set; }

    /// <summary>The person may lead it: hand it over, submit it, ask others in. Whom its lead asked in may not.</summary>
    public bool MayLead { get; internal set; }

    /// <summary>The person has write access and the assessment is open.</summary>
    public bool CanEdit { get; internal set; }

    /// <summary>Comments on this page's row or step; null on pages about the whole assessment.</summary>
    public CommentSummary? Comments { get; internal set; }

    /// <summary>The step of the page; null for pages about the whole assessment.</summary>
    public virtual Step? Step => null;

    /// <summary>Read before the assessment is loaded.</summary>
    public virtual Access Access => new();

    /// <summary>True if the page shows findings across services; <see cref="Dossier.City"/> is then set.</summary>
    public virtual bool NeedsCity => false;

    /// <summary>Confirmation shown once on the next page.</summary>
    [TempData]
    public string? Saved { get; set; }

    /// <summary>The row that the confirmation says was removed: it can be brought back.</summary>
    [TempData]
    public Guid? Undo { get; set; }

    /// <summary>
    /// Called after loading and before any handler. A page whose address names its row by a key sets its Id here, or NewId if there is no
    /// row yet.
    /// </summary>
    protected internal virtual void Loaded()
    {
    }

    /// <summary>The trail's record of what was opened. A page about something else, such as a version, overrides it.</summary>
    public virtual ViewEvent? ViewEvent => new(AuditVerbs.Opened, nameof(Assessment), Assessment.Id, Assessment.Id);

    public DateOnly Today { get; internal set; }

    /// <summary>The address of a page inside this assessment.</summary>
    public string At(Step step) => At(Addresses.Of(step));

    /// <param name="path">Of a page inside this assessment, with its query and fragment.</param>
    public string At(string path) =>
        IsDescription ? Addresses.Description(Assessment.Reference, path) : Addresses.Assessment(Assessment.Reference, path);

    /// <summary>After saving: the next thing undecided, where that was asked for.</summary>
    /// <param name="place">What was saved, as a place in the assessment.</param>
    protected string NextOr(string back, string place) => Request.HasFormContentType && Request.Form["then"] == "next"
        ? At(QueryHelpers.AddQueryString("next", new Dictionary<string, string?>(StringComparer.Ordinal) { ["after"] = place, ["of"] = Step?.ToString(), ["list"] = Request.Form["list"] is [{ Length: > 0 } list] ? list : null }))
        : At(back);

    /// <summary>True for a vendor's description.</summary>
    public bool IsDescription => Assessment.Kind == AssessmentKind.Submission;

    /// <summary>The city's request to the vendor; null for assessments.</summary>
    public DescriptionRequest? Asked { get; internal set; }

    /// <summary>The city's questions and corrections on the whole description.</summary>
    public IReadOnlyList<DescriptionRemark> Remarks { get; internal set; } = [];

    /// <summary>What the vendor calls confidential in its description.</summary>
    public IReadOnlyList<ConfidentialField> Confidential { get; internal set; } = [];

    /// <summary>What the city noted for itself about the row in the address, else about the service. A vendor's description has none.</summary>
    public string? InternalNote { get; internal set; }

    /// <summary>The remarks about this page's row; on the page of a step, those about the step and its rows.</summary>
    public IEnumerable<DescriptionRemark> RemarksHere => this is IRowPage { Id: { } row } && row != Dossier.Service.Id
        ? Remarks.Where(r => r.RowId == row)
        : this is IRowPage { IsNew: true } || Step is null ? [] : Remarks.Where(r => r.Step == Step);
}
