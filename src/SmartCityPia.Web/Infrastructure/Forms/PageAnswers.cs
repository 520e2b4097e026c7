using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>How a page answers a post that it does not carry out.</summary>
public static class PageAnswers
{
    /// <summary>The same page, with everything typed.</summary>
    public static PageResult Answer(this PageModel page, int status)
    {
        page.Response.StatusCode = status;
        return page.Page();
    }

    /// <summary>Puts each broken rule's sentence at its field of the page's <c>Input</c>, or above the form.</summary>
    public static void Tell(this PageModel page, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
            page.ModelState.AddModelError(error.Field.Length == 0 ? "" : $"Input.{error.Field}", page.HttpContext.Sentence(error));
    }
}
