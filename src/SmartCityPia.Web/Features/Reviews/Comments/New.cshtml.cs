using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews.Comments;

/// <summary>Begins a thread about a step, a row or one of its fields.</summary>
/// <remarks>400: a field is wrong; everything typed is kept. 404: the row is not one of this assessment.</remarks>
public sealed class NewModel(PiaDbContext db, WriteComment write, ReviewPeople people) : DossierPage
{
    [BindProperty(SupportsGet = true, Name = "on")]
    public Step On { get; set; }

    [BindProperty(SupportsGet = true, Name = "row")]
    public Guid? RowId { get; set; }

    [BindProperty]
    public ThreadDetails Input { get; set; } = new();

    /// <summary>Generated with the empty form, so that posting it twice starts one thread.</summary>
    [BindProperty]
    public Guid NewId { get; set; }

    public CommentPlace Place { get; private set; } = null!;

    public IReadOnlyList<Option> Fields { get; private set; } = [];

    public IReadOnlyList<Option> People { get; private set; } = [];

    /// <summary>Needed because findings across services can be commented on too.</summary>
    public override bool NeedsCity => On == Domain.Dossiers.Step.Findings && RowId is not null;

    public override Access Access => new() { PostPolicy = Policies.Comment };

    public string BackUrl => At($"comments?on={On}{(RowId is { } row ? $"&row={row}" : "")}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        return await Load(cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        if (NewId == Guid.Empty)
            return BadRequest();
        if (Input.Field is { } field && Fields.All(o => o.Value != field))
            ModelState.AddModelError("Input.Field", HttpContext.Sentence(new("", "NotOffered")));
        if (ModelState.IsValid)
        {
            var actor = HttpContext.Actor();
            var label = Input.Field is null ? "" : Words.Label(Place.Details!, Input.Field);
            var about = string.Join(" · ", new[] { Place.Name, label }.Where(t => t.Length > 0));
            var thread = new CommentThread
            {
                Id = NewId,
                OwnerId = Assessment.Id,
                Step = On,
                RowId = RowId,
                Field = Input.Field,
                About = about.Length > Domain.Foundation.Limits.Line ? about[..Domain.Foundation.Limits.Line] : about
            };
            if (await write.Handle(NewId, Assessment, thread, Input, actor, cancellationToken) is not { } error)
                return Redirect(At($"comments/{NewId}"));
            ModelState.AddModelError($"Input.{error.Field}", HttpContext.Sentence(error));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        if (CommentPlace.Find(Dossier, On, RowId) is not { } place)
            return false;
        Place = place;
        Fields = [.. place.Fields.Select(f => new Option(f, Words.Label(place.Details!, f)))];
        People = await people.WhoMaySee(Assessment).Reachable().AsOptions(db, cancellationToken);
        return true;
    }
}
