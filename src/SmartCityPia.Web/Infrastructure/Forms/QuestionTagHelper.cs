using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>
/// One question of a form: label, hint, error and input, and beside it the reason, an example and the clause. Pages write only
/// <c>&lt;question for="Input.Name" /&gt;</c>; the texts are the domain's, the limits are the property's.
/// </summary>
[HtmlTargetElement("question", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class QuestionTagHelper(IStringLocalizerFactory localizers) : TagHelper
{
    /// <summary>Fields of this length or more get a growing text area.</summary>
    private const int LongerThanALine = Domain.Foundation.Limits.Line;

    public required ModelExpression For { get; set; }

    /// <summary>The options. An enum has its values by default.</summary>
    public IReadOnlyList<Option>? Options { get; set; }

    /// <summary>True for a list. By default up to six ungrouped options are radio buttons and more are a list.</summary>
    public bool List { get; set; }

    /// <summary>In a form that asks the same of many rows: without hints and reasons, which the page gives once, and with its choices in a row.</summary>
    public bool Brief { get; set; }

    /// <summary>Text of the empty option.</summary>
    public string? Empty { get; set; }

    /// <summary>An example for this page, instead of the field's own.</summary>
    public string? Example { get; set; }

    /// <summary>What a browser may fill in. A code that works once is never shown again.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>Suggestions for a line of text, shown while typing.</summary>
    public IReadOnlyList<string>? Suggestions { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var texts = new Texts(localizers, "Shared");
        var metadata = For.Metadata;
        var (details, property) = (metadata.ContainerType!, metadata.PropertyName!);
        var type = Nullable.GetUnderlyingType(metadata.ModelType) ?? metadata.ModelType;
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var state = ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) ? entry : null;
        var error = state is { Errors.Count: > 0 } ? state.Errors[0].ErrorMessage : null;
        var hint = Brief ? null : Words.Find(details, property + ".Hint");
        var maximum = metadata.ValidatorMetadata.OfType<MaxLengthAttribute>().FirstOrDefault()?.Length;
        var options = Options ?? (type.IsEnum ? EnumOptions(type) : null);
        if (Brief)
            options = options?.Select(o => o with { Hint = null }).ToList();
        var many = metadata.IsEnumerableType && type != typeof(string);
        var describedBy = string.Join(' ', new[] { hint is null ? null : id + "-hint", error is null ? null : id + "-error" }.OfType<string>());
        var typed = Attempted(state);
        // The sentence says what was taken out of it.
        if (typed is not null && metadata.ModelType == typeof(string))
            typed = TypedText.Clean(typed, TypedTextBinder.IsLine(type, metadata.ValidatorMetadata));
        var field = new Field(name, id, typed, describedBy, error is not null, maximum);
        var asList = List || options is { Count: > 6 } || options?.Any(o => o.Group is not null) == true;
        var isGroup = many || type == typeof(bool) || (options is not null && !asList);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", (error, Brief) switch { (null, false) => "question", (null, true) => "question question-brief", (_, false) => "question has-error", _ => "question question-brief has-error" });
        var main = new TagBuilder(isGroup && type != typeof(bool) ? "fieldset" : "div");
        main.AddCssClass("question-main");
        if (isGroup && type != typeof(bool))
        {
            main.Attributes["id"] = id;
            if (describedBy.Length > 0)
                main.Attributes["aria-describedby"] = describedBy;
        }

        var label = new TagBuilder(isGroup ? "legend" : "label");
        label.AddCssClass("question-label");
        if (!isGroup)
            label.Attributes["for"] = id;
        label.InnerHtml.Append(Words.Label(details, property));
        if (type != typeof(bool))
            main.InnerHtml.AppendHtml(label);
        if (hint is not null && type != typeof(bool))
            main.InnerHtml.AppendHtml(Paragraph(id + "-hint", "hint", hint));
        if (error is not null)
        {
            var message = Paragraph(id + "-error", "error-message", null);
            message.InnerHtml.AppendHtml(Span("visually-hidden", texts["ErrorPrefix"])).Append(" ").Append(error);
            main.InnerHtml.AppendHtml(message);
        }
        main.InnerHtml.AppendHtml(
            type == typeof(bool) ? Tick(field, For.Model is true, Words.Label(details, property), hint)
            : many ? Ticks(field, options ?? [], Selected(), texts)
            : options is not null && !asList ? Radios(field, options, Single())
            : options is not null ? Select(field, options, Single(), Empty ?? texts["ChooseOne"], texts["FilterSelect", Words.Label(details, property)])
            : type == typeof(DateOnly) ? Input(field, "date", For.Model is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "")
            : metadata.DataTypeName == nameof(DataType.Password) ? Once(field, "current-password", "password")
            : type == typeof(int) ? Input(field, "number", Convert.ToString(For.Model, CultureInfo.InvariantCulture) ?? "")
            : maximum > LongerThanALine ? Area(field, For.Model as string ?? "", texts, Brief ? 1 : 3)
            : Autocomplete is not null ? Once(field, Autocomplete)
            : Input(field, "text", For.Model as string ?? "", Suggestions is { Count: > 0 }));
        if (Suggestions is { Count: > 0 } && For.Metadata.ModelType == typeof(string) && options is null)
            main.InnerHtml.AppendHtml(DataList(id, Suggestions));
        output.Content.AppendHtml(main);
        if (!Brief && Aside(details, property, Example, texts) is { } aside)
            output.Content.AppendHtml(aside);
    }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private sealed record Field(string Name, string Id, string? Attempted, string DescribedBy, bool Wrong, int? Maximum);

    /// <summary>Input that couldn't be parsed; it is shown again as typed.</summary>
    private static string? Attempted(ModelStateEntry? state) =>
        state is { Errors.Count: > 0, AttemptedValue: { } value } ? value : null;

    private string? Single() => For.Model switch
    {
        null => null,
        Enum value => value.ToString(),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString(),
    };

    private HashSet<string> Selected() =>
        For.Model is System.Collections.IEnumerable items
            ? items.Cast<object>().Select(i => Convert.ToString(i, CultureInfo.InvariantCulture)!).ToHashSet(StringComparer.Ordinal)
            : [];

    private static List<Option> EnumOptions(Type type) =>
        [.. Enum.GetValues(type).Cast<Enum>().Select(v => new Option(v.ToString(), Words.Of(v), Words.HintOf(v)))];

    private static TagBuilder Control(string tag, Field field)
    {
        var control = new TagBuilder(tag);
        control.Attributes["id"] = field.Id;
        control.Attributes["name"] = field.Name;
        if (field.DescribedBy.Length > 0)
            control.Attributes["aria-describedby"] = field.DescribedBy;
        if (field.Wrong)
            control.Attributes["aria-invalid"] = "true";
        return control;
    }

    private static TagBuilder DataList(string id, IReadOnlyList<string> suggestions)
    {
        var list = new TagBuilder("datalist");
        list.Attributes["id"] = id + "-list";
        foreach (var suggestion in suggestions)
        {
            var option = new TagBuilder("option") { TagRenderMode = TagRenderMode.SelfClosing };
            option.Attributes["value"] = suggestion;
            list.InnerHtml.AppendHtml(option);
        }
        return list;
    }

    private static TagBuilder Input(Field field, string type, string value, bool hasSuggestions = false)
    {
        var input = Control("input", field);
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = type == "number" ? "text" : type;
        if (type == "number")
            input.Attributes["inputmode"] = "numeric";
        input.Attributes["value"] = field.Attempted ?? value;
        if (hasSuggestions)
            input.Attributes["list"] = field.Id + "-list";
        input.AddCssClass(type == "text" ? "input-line" : "input-short");
        // No maxlength attribute, because browsers cut pasted text silently. The server reports text that is too long.
        return input;
    }

    /// <summary>Passwords and codes are never shown again.</summary>
    private static TagBuilder Once(Field field, string autocomplete, string type = "text")
    {
        var input = Input(field with { Attempted = null }, type, "");
        input.Attributes["autocomplete"] = autocomplete;
        return input;
    }

    private static TagBuilder Area(Field field, string value, Texts texts, int least)
    {
        var text = field.Attempted ?? value;
        var area = Control("textarea", field);
        area.Attributes["rows"] = Math.Clamp((text.Length / 70) + Math.Max(1, least - 1), least, 14).ToString(CultureInfo.InvariantCulture);
        if (field.Maximum is { } maximum)
        {
            area.Attributes["data-limit"] = maximum.ToString(CultureInfo.InvariantCulture);
            area.Attributes["data-limit-text"] = texts["CharactersLeft"];
        }
        // Browsers drop the first line break after the start tag, so an extra one is written.
        area.InnerHtml.AppendHtml("\n").Append(text);
        return area;
    }

    private static TagBuilder Select(Field field, IReadOnlyList<Option> options, string? chosen, string empty, string filter)
    {
        chosen = field.Attempted ?? chosen;
        var select = Control("select", field);
        if (options.Count > 12)
            select.Attributes["data-search"] = filter;
        select.InnerHtml.AppendHtml(OptionTag(new("", empty), selected: string.IsNullOrEmpty(chosen)));
        foreach (var group in options.GroupBy(o => o.Group, StringComparer.Ordinal))
        {
            IHtmlContentBuilder target = select.InnerHtml;
            if (group.Key is not null)
            {
                var heading = new TagBuilder("optgroup");
                heading.Attributes["label"] = group.Key;
                select.InnerHtml.AppendHtml(heading);
                target = heading.InnerHtml;
            }
            foreach (var option in group)
                target.AppendHtml(OptionTag(option, option.Value == chosen));
        }
        return select;
    }

    private static TagBuilder OptionTag(Option option, bool selected)
    {
        var tag = new TagBuilder("option");
        tag.Attributes["value"] = option.Value;
        if (selected)
            tag.Attributes["selected"] = "selected";
        tag.InnerHtml.Append(option.Text);
        return tag;
    }

    private static TagBuilder Radios(Field field, IReadOnlyList<Option> options, string? chosen)
    {
        var list = new TagBuilder("div");
        list.AddCssClass("choices");
        for (var i = 0; i < options.Count; i++)
            list.InnerHtml.AppendHtml(Choice(field, "radio", i, options[i], options[i].Value == (field.Attempted ?? chosen)));
        return list;
    }

    private static TagBuilder Ticks(Field field, IReadOnlyList<Option> options, HashSet<string> chosen, Texts texts)
    {
        var list = new TagBuilder("div");
        list.AddCssClass(options.Count > 12 ? "choices choices-long" : "choices");
        if (options.Count > 12)
        {
            list.Attributes["data-filter"] = texts["FilterList"];
            list.Attributes["tabindex"] = "0";
            list.Attributes["role"] = "group";
            list.Attributes["aria-labelledby"] = field.Id;
        }
        var index = 0;
        foreach (var group in options.GroupBy(o => o.Group, StringComparer.Ordinal))
        {
            if (group.Key is not null)
            {
                var heading = new TagBuilder("p");
                heading.AddCssClass("choices-heading");
                heading.InnerHtml.Append(group.Key);
                list.InnerHtml.AppendHtml(heading);
            }
            foreach (var option in group)
                list.InnerHtml.AppendHtml(Choice(field, "checkbox", index++, option, chosen.Contains(option.Value)));
        }
        return list;
    }

    private static TagBuilder Choice(Field field, string type, int index, Option option, bool chosen)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{field.Id}-{index}");
        var row = new TagBuilder("div");
        row.AddCssClass("choice");
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = type;
        input.Attributes["id"] = id;
        input.Attributes["name"] = field.Name;
        input.Attributes["value"] = option.Value;
        if (chosen)
            input.Attributes["checked"] = "checked";
        if (option.Hint is not null)
            input.Attributes["aria-describedby"] = id + "-hint";
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(option.Text);
        row.InnerHtml.AppendHtml(input).AppendHtml(label);
        if (option.Hint is not null)
            row.InnerHtml.AppendHtml(Paragraph(id + "-hint", "hint", option.Hint));
        return row;
    }

    private static TagBuilder Tick(Field field, bool chosen, string label, string? hint)
    {
        var row = new TagBuilder("div");
        row.AddCssClass("choice");
        var input = Control("input", field);
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = "checkbox";
        input.Attributes["value"] = "true";
        if (chosen)
            input.Attributes["checked"] = "checked";
        var text = new TagBuilder("label");
        text.Attributes["for"] = field.Id;
        text.InnerHtml.Append(label);
        row.InnerHtml.AppendHtml(input).AppendHtml(text);
        if (hint is not null)
            row.InnerHtml.AppendHtml(Paragraph(field.Id + "-hint", "hint", hint));
        // Distinguishes an unticked box from one that wasn't on the page.
        var unticked = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        unticked.Attributes["type"] = "hidden";
        unticked.Attributes["name"] = field.Name;
        unticked.Attributes["value"] = "false";
        row.InnerHtml.AppendHtml(unticked);
        return row;
    }

    private static TagBuilder? Aside(Type details, string property, string? example, Texts texts)
    {
        var parts = new[] { "Why", "Example", "Clause" }
            .Select(part => (Title: texts["Question." + part], Text: (part == "Example" ? example : null) ?? Words.Find(details, $"{property}.{part}"))).Where(p => p.Text is not null).ToList();
        if (parts.Count == 0)
            return null;
        var aside = new TagBuilder("div");
        aside.AddCssClass("question-aside");
        foreach (var (title, text) in parts)
        {
            var paragraph = new TagBuilder("p");
            paragraph.InnerHtml.AppendHtml(Span("aside-title", title)).Append(" ").Append(text!);
            aside.InnerHtml.AppendHtml(paragraph);
        }
        return aside;
    }

    private static TagBuilder Span(string cssClass, string text)
    {
        var span = new TagBuilder("span");
        span.AddCssClass(cssClass);
        span.InnerHtml.Append(text);
        return span;
    }

    private static TagBuilder Paragraph(string id, string cssClass, string? text)
    {
        var paragraph = new TagBuilder("p");
        paragraph.Attributes["id"] = id;
        paragraph.AddCssClass(cssClass);
        if (text is not null)
            paragraph.InnerHtml.Append(text);
        return paragraph;
    }
}
