using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>My deputies with their periods. They are appointed and revoked here.</summary>
/// <remarks>400: a field is invalid; the input is kept. 404: not a delegation of mine.</remarks>
public sealed class DeputiesModel(PiaDbContext db, ReviewPeople people, DelegateReviews delegateReviews,
    RevokeDelegation revoke) : PageModel
{
    public sealed record Row(Delegation Delegation, string Deputy);

    [BindProperty]
    public DelegationDetails Input { get; set; } = new();

    /// <summary>Generated with the empty form, so that posting it twice appoints one deputy.</summary>
    [BindProperty]
    public Guid NewId { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [TempData]
    public string? Saved { get; set; }

    public PagedList<Row> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Deputies { get; private set; } = [];

    public DateOnly Today => people.Today;

    public Pager Pager => Pager.For(Rows, Addresses.Deputies, new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        Input.FirstDay = Today;
        await Load(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (NewId == Guid.Empty)
            return BadRequest();
        if (ModelState.IsValid)
        {
            if (await delegateReviews.Handle(NewId, Input, HttpContext.Actor(), cancellationToken) is not { } error)
            {
                Saved = HttpContext.Sentence(new("", "DeputyNamed"));
                return Redirect(Addresses.Deputies);
            }
            ModelState.AddModelError($"{nameof(Input)}.{error.Field}", HttpContext.Sentence(error));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Load(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await revoke.Handle(id, HttpContext.Actor(), cancellationToken))
            return NotFound();
        Saved = HttpContext.Sentence(new("", "DeputyRevoked"));
        return Redirect(Addresses.Deputies);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var me = User.AccountId();
        Deputies = await people.PossibleDeputies(me).AsOptions(db, cancellationToken);
        Rows = await PagedList.Read(db.Delegations.AsNoTracking().Where(d => d.PrincipalId == me).OrderByDescending(d => d.Id)
            .Join(db.Users, d => d.DeputyId, u => u.Id, (d, u) => new Row(d, u.DisplayName)), PageNumber, cancellationToken);
    }
}
