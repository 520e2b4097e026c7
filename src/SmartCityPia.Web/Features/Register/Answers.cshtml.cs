using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Register;

/// <summary>What people asked about a service and what was answered, where both sides agreed to show it.</summary>
/// <remarks>404: no such entry, or the register is not in this language.</remarks>
public sealed class AnswersModel(PiaDbContext db) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "language")]
    public string Language { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public string Service { get; private set; } = "";

    public PagedList<PublishedAnswer> Answers { get; private set; } = null!;

    public Pager Pager => Pager.For(Answers, Addresses.RegisterAnswers(Language, Slug), new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!PublicRegister.Languages.Contains(Language, StringComparer.Ordinal) || await db.RegisterAnswers(Slug, cancellationToken) is not { } found)
            return NotFound();
        Service = found.Service;
        Answers = PagedList.Of([.. found.Answers], PageNumber);
        return Page();
    }
}
