using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>Responses to a post that is not carried out.</summary>
public static class PageAnswers
{
    /// <summary>The same page with the input and this status code.</summary>
    public static PageResult Answer(this PageModel page, int status)
    {
        page.Response.StatusCode = status;
        return page.Page();
    }

    /// <summary>Adds the sentence of each error at its field of <c>Input</c>, or above the form.</summary>
    public static void Tell(this PageModel page, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
            page.ModelState.AddModelError(error.Field.Length == 0 ? "" : $"Input.{error.Field}", page.HttpContext.Sentence(error));
    }

    /// <summary>Adds the sentence at the password or the code that was asked for once more.</summary>
    public static void TellSignature(this PageModel page, FieldError error) => page.ModelState.AddModelError($"Signature.{error.Field}", page.HttpContext.Sentence(error));
}
