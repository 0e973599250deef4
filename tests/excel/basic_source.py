"""The Basic module that holds LibreOffice's Excel objects, since Python's bridge cannot.

Objects are known by number.  Basic's `CallByName` reads and sets properties, but hands no arguments on: so each
member that takes some is a line of its own, made here from the tables below.  Imported by the server only.
"""

OBJECTS = {"Worksheets": (1,), "Range": (1,), "Cells": (0, 1, 2), "Rows": (0,), "Columns": (0,), "PageSetup": (0,), "HPageBreaks": (0,), "UsedRange": (0,), "EntireRow": (0,), "EntireColumn": (0,)}  # fmt: skip
"""Member that answers with an object -> how many arguments it may have."""
DEEDS = {
    "Activate": (0,),
    "Select": (0,),
    "ClearContents": (0,),
    "Save": (0,),
    "Protect": (0,),
    "Unprotect": (0,),
}

_HEAD = """Option VBASupport 1
Global pool(60000) As Object
Global top As Long

Function Opened(document)
    Dim context(0) As New com.sun.star.beans.PropertyValue, globals As Object
    context(0).Name = "ExcelDocumentContext"
    context(0).Value = document
    globals = CreateUnoServiceWithArguments("ooo.vba.excel.Globals", context())
    Set pool(1) = globals.Application
    Set pool(2) = CreateUnoServiceWithArguments("ooo.vba.excel.Workbook", Array(pool(1), document))
    top = 2
    Opened = top
End Function

Function ReadOut(h, n, a)
    On Error GoTo Failed
    If n = "Address" Then
        ReadOut = Array("value", pool(h).Address)
    ElseIf n = "Value" Then
        ReadOut = Array("value", pool(h).Value)
    ElseIf n = "Formula" Then
        ReadOut = Array("value", pool(h).Formula)
    Else
        ReadOut = Array("value", CallByName(pool(h), n, 2))
    End If
    Exit Function
Failed:
    ReadOut = Array("error", Err & " " & Error(Err))
End Function

Function PutIn(h, n, v)
    Dim m() As Variant, i As Long, j As Long
    On Error GoTo Failed
    If IsArray(v) Then
        ReDim m(UBound(v), UBound(v(0))) As Variant
        For i = 0 To UBound(v)
            For j = 0 To UBound(v(i))
                m(i, j) = v(i)(j)
            Next j
        Next i
        If n = "Value" Then
            pool(h).Value = m
        Else
            pool(h).Formula = m
        End If
    ElseIf n = "Value" Then
        pool(h).Value = v
    ElseIf n = "Formula" Then
        pool(h).Formula = v
    Else
        CallByName pool(h), n, 4, v
    End If
    PutIn = Array("value", 0)
    Exit Function
Failed:
    PutIn = Array("error", Err & " " & Error(Err))
End Function

Function Appearance(document, s, rows, columns, names)
    Dim page As Object, place As String
    page = document.StyleFamilies.getByName("PageStyles").getByName(s.PageStyle)
    place = page.Width & " " & page.Height & " " & page.IsLandscape & " " & page.ScaleToPagesX & " " & page.ScaleToPagesY
    Appearance = Array("value", Array(Looks(s.getCellRangeByPosition(0, 0, columns - 1, rows), names), _
        Told(s.Columns, "Width", columns), Told(s.Rows, "Height", rows), place, Boxes(s.PrintAreas), _
        s.PrintTitleRows & Boxes(Array(s.TitleRows)), Told(s.Rows, "IsManualPageBreak", rows), s.IsVisible))
End Function

Function Told(lines, name, count)
    Dim found As String, i As Long
    For i = 0 To count - 1
        found = found & lines.getByIndex(i).getPropertyValue(name) & " "
    Next i
    Told = found
End Function

Function Boxes(areas)
    Dim found As String, area
    For Each area In areas
        found = found & area.StartRow & "," & area.StartColumn & ":" & area.EndRow & "," & area.EndColumn & " "
    Next area
    Boxes = found
End Function

Function Looks(area, names)
    Dim found As String, parts As Object, part As Object, value
    parts = area.CellFormatRanges.createEnumeration
    Do While parts.hasMoreElements
        part = parts.nextElement
        found = found & part.AbsoluteName & " " & part.IsMerged
        For Each value In part.getPropertyValues(names)
            If IsObject(value) Then value = value.LineStyle & "/" & value.LineWidth & "/" & value.Color
            found = found & " " & value
        Next value
        found = found & ";"
    Loop
    Looks = found
End Function

Function CopyLooks(source, target, wide, columns, down, names)
    Dim column As Long, cell As Object
    If wide = 1 Then
        target.setPropertyValues(names, source.getCellByPosition(0, 0).getPropertyValues(names))
    Else
        For column = 0 To IIf(columns Mod wide = 0, columns, wide) - 1
            cell = source.getCellByPosition(column Mod wide, 0)
            target.getCellRangeByPosition(column, 0, column, down).setPropertyValues(names, cell.getPropertyValues(names))
        Next column
    End If
    CopyLooks = Array("value", 0)
End Function

Function NamesIn(document)
    Dim found As String, name
    For Each name In document.NamedRanges.ElementNames
        found = found & name & "=" & document.NamedRanges.getByName(name).Content & chr(10)
    Next name
    NamesIn = Array("value", found)
End Function

Function BreakBefore(h, cell)
    On Error GoTo Failed
    pool(h).Add pool(cell)
    BreakBefore = Array("value", 0)
    Exit Function
Failed:
    BreakBefore = Array("error", Err & " " & Error(Err))
End Function
"""


def _calls(table, before):
    """An If for each member and number of arguments."""
    lines, word = [], "If"
    for name, counts in table.items():
        for count in counts:
            arguments = f"({', '.join(f'a({at})' for at in range(count))})" if count else ""
            lines.append(
                f'    {word} n = "{name}" And k = {count} Then\n        {before}pool(h).{name}{arguments}'
            )
            word = "ElseIf"
    return "\n".join([*lines, '    Else\n        Err.Raise 438, "", n\n    End If'])


def basic_source():
    """The whole module."""
    return f"""{_HEAD}
Function Held(h, n, k, a)
    Dim o As Object
    On Error GoTo Failed
{_calls(OBJECTS, "Set o = ")}
    top = top + 1
    Set pool(top) = o
    Held = Array("value", top)
    Exit Function
Failed:
    Held = Array("error", Err & " " & Error(Err))
End Function

Function CarryOut(h, n, k, a)
    On Error GoTo Failed
{_calls(DEEDS, "")}
    CarryOut = Array("value", 0)
    Exit Function
Failed:
    CarryOut = Array("error", Err & " " & Error(Err))
End Function
"""
