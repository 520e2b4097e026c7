using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Register.Questions;

/// <summary>How a question stands, for whoever has the link.</summary>
/// <remarks>404: no such key.</remarks>
public sealed class MineModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    private const int KeyMaxLength = 100;

    [BindProperty(SupportsGet = true, Name = "language")]
    public string Language { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "key")]
    public string? Key { get; set; }

    public PublicQuestion Question { get; private set; } = null!;

    /// <summary>As the service is called in the register.</summary>
    public string Service { get; private set; } = "";

    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!PublicRegister.Languages.Contains(Language, StringComparer.Ordinal) || Key is not { Length: > 0 and <= KeyMaxLength })
            return NotFound();
        var hash = PublicQuestion.HashOf(Key);
        var found = await db.PublicQuestions.AsNoTracking().Where(q => q.KeySha256 == hash || q.MailedKeySha256 == hash)
            .Select(q => new { Question = q, Service = db.Publications.Where(p => p.Slug == q.Slug).OrderByDescending(p => p.Number).Select(p => p.Name).First() }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return NotFound();
        (Question, Service) = (found.Question, found.Service);
        return Page();
    }
}
