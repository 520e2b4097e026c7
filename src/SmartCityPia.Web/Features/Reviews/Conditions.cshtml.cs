using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The conditions of all approvals a person may see, due ones first.</summary>
public sealed class ConditionsModel(PiaDbContext db, ReviewPeople people) : PageModel
{
    public sealed record Row(string Reference, string Name, string Text, string Responsible, DateOnly DueOn, string? ClosedBy);

    /// <summary>Null for all conditions that aren't done.</summary>
    [BindProperty(SupportsGet = true)]
    public ConditionState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager =>
        Pager.For(Rows, Addresses.ReviewConditions,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = State?.ToString() });

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var today = people.Today;
        var rows = from c in db.ReviewConditions.AsNoTracking()
                   join a in db.Assessments.VisibleTo(User).InUse() on c.OwnerId equals a.Id
                   join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                   join closure in db.ConditionClosures on c.Id equals closure.ConditionId into closures
                   from closed in closures.DefaultIfEmpty()
                   select new { Condition = c, a.Reference, d.Name, ClosedBy = (string?)closed.AccountName };
        rows = State switch
        {
            ConditionState.Done => rows.Where(x => x.ClosedBy != null),
            ConditionState.Overdue => rows.Where(x => x.ClosedBy == null && x.Condition.DueOn < today),
            ConditionState.Open => rows.Where(x => x.ClosedBy == null && x.Condition.DueOn >= today),
            _ => rows.Where(x => x.ClosedBy == null),
        };
        Rows = await PagedList.Read(rows.OrderBy(x => x.Condition.DueOn).ThenBy(x => x.Condition.Id)
            .Select(x => new Row(x.Reference, x.Name, x.Condition.Text, x.Condition.Responsible, x.Condition.DueOn, x.ClosedBy)),
            PageNumber, cancellationToken);
    }

    public ConditionState StateOf(Row row) => ReviewCondition.StateOf(row.DueOn, row.ClosedBy is not null, people.Today);
}
