using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Engagement;

/// <param name="Agency">Whose service it is.</param>
public sealed record QuestionLine(Guid Id, string Reference, QuestionKind Kind, string Service, string Agency, DateTimeOffset AskedAt, DateOnly DueOn, QuestionOutcome? Outcome, bool Published);

/// <summary>What people asked about the services whose assessments I may see: what waits first, the most urgent on top.</summary>
public sealed class IndexModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    public enum Shown { Open, Answered, All }

    [BindProperty(SupportsGet = true, Name = "show")]
    public Shown Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<QuestionLine> Rows { get; private set; } = null!;

    public DateOnly Today => clock.Today();

    public Pager Pager => Pager.For(Rows, Addresses.Questions, new Dictionary<string, string?>(StringComparer.Ordinal) { ["show"] = Show.ToString() });

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var (all, open) = (Show == Shown.All, Show == Shown.Open);
        var rows = from q in db.PublicQuestions.AsNoTracking()
                   join a in db.Assessments.VisibleTo(User) on q.OwnerId equals a.Id
                   where all || q.AnsweredAt == null == open
                   orderby q.AnsweredAt != null, q.AnsweredAt == null ? q.DueOn : DateOnly.MinValue, q.AnsweredAt descending, q.Id
                   select new QuestionLine(q.Id, q.Reference, q.Kind, db.Publications.Where(p => p.Slug == q.Slug).OrderByDescending(p => p.Number).Select(p => p.Name).First(),
                       db.Organisations.Where(o => o.Id == a.AgencyId).Select(o => o.Name).First(), q.AskedAt, q.DueOn, q.Outcome, q.PublishedAt != null);
        Rows = await PagedList.Read(rows, PageNumber, cancellationToken);
    }
}
