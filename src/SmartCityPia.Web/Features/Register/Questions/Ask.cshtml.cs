using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Register.Questions;

/// <summary>The form for questions, complaints, corrections and opinions about a service. It needs no cookie: its ticket is sealed by us, and foreign sites are refused before.</summary>
/// <remarks>400: a field is invalid, or the ticket is too early or over; what was typed stays. 404: no such entry. 429: too many from one network.</remarks>
[IgnoreAntiforgeryToken]
public sealed class AskModel(PiaDbContext db, AskQuestion ask, AskTicket tickets, AskBudget budget, IOptions<MailOptions> mail) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "language")]
    public string Language { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty]
    public PublicQuestionDetails Input { get; set; } = new();

    [BindProperty]
    public string? Ticket { get; set; }

    public PublishedEntry Found { get; private set; } = null!;

    /// <summary>Without mail the answer is read by the link alone.</summary>
    public bool MailIsOn => mail.Value.IsOn;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!await Load(cancellationToken))
            return NotFound();
        Ticket = tickets.Make(Slug);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        var (key, why) = tickets.Read(Ticket, Slug);
        if (why != AskTicket.Refusal.None)
            this.Tell([new("", why == AskTicket.Refusal.TooEarly ? "AskedTooEarly" : "FormIsOver")]);
        if (!ModelState.IsValid)
            return Again(StatusCodes.Status400BadRequest, fresh: why == AskTicket.Refusal.Over);
        if (!budget.Take(HttpContext))
        {
            this.Tell([new("", "AskedTooOften")]);
            return Again(StatusCodes.Status429TooManyRequests, fresh: false);
        }
        if (!MailIsOn)
            Input.Mail = null;
        // A form sent twice leads to the same page.
        await ask.Handle(Found, Input, key!, HttpContext.TraceIdentifier, cancellationToken);
        return Redirect(Addresses.RegisterQuestion(Language, key!));
    }

    private PageResult Again(int status, bool fresh)
    {
        if (fresh)
        {
            Ticket = tickets.Make(Slug);
            ModelState.Remove(nameof(Ticket));
        }
        return this.Answer(status);
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        if (!PublicRegister.Languages.Contains(Language, StringComparer.Ordinal) || await db.RegisterEntry(Slug, null, cancellationToken) is not { } found)
            return false;
        Found = found;
        return true;
    }
}
