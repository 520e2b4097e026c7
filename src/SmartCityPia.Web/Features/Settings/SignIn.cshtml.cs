using Microsoft.AspNetCore.Mvc.Filters;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Settings;

public sealed class SignInModel(PiaDbContext db, LiveSettings settings, SaveCitySettings save) : SettingsPage<SignInSettings>(db, settings, save)
{
    public IReadOnlyList<Option> Options { get; private set; } = [];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        Options = [.. Roles.All.Select(role => new Option(role, HttpContext.Sentence(new("", "Role." + role)), HttpContext.Sentence(new("", $"Role.{role}.Hint"))))];

    protected override IEnumerable<FieldError> Check(SignInSettings input)
    {
        if (input.SecondFactorOf.Except(Roles.All, StringComparer.Ordinal).Any())
            yield return new(nameof(input.SecondFactorOf), "NotOffered");
        input.SecondFactorOf = [.. Roles.All.Where(role => input.SecondFactorOf.Contains(role, StringComparer.Ordinal))];
    }

    protected override string Text(object value) => HttpContext.Sentence(new("", "Role." + value));
}
