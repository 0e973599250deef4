Attribute VB_Name = "MoxiGrid"
Option Explicit
Option Private Module
' 逐票录入的快录：在“整票”一栏键入不赞成的号码，如 3 17，按回车，其余各人都画赞成；弃权的号码前加减号，如 -5；全部赞成键入 0。
' 不用 Python。看不懂的内容不动，由表上的公式标成黄色。

Public Sub FillPaper(ByVal sheet As Object, ByVal place As Long)
    Dim typed As String, marks As Variant, last As Long
    If place < GridTop Or place > GridBottom Then Exit Sub
    typed = Trim$(CStr(sheet.Cells(place, GridWhole).Value))
    last = LastCandidate(sheet)
    If Not IsShort(typed, last) Then Exit Sub
    marks = MarksOf(sheet, typed, last)
    sheet.Range(sheet.Cells(place, GridFirst), sheet.Cells(place, GridFirst + last - 1)).Value = marks
    sheet.Cells(place, GridWhole).Value = ""
End Sub

' 只有号码、减号、空格和逗号，号码都在候选人之内。
Public Function IsShort(ByVal typed As String, ByVal last As Long) As Boolean
    Dim part As Variant, number As String
    If typed = "" Or last = 0 Then Exit Function
    For Each part In Split(Plain(typed), " ")
        number = Replace(CStr(part), "-", "", 1, 1)
        If CStr(part) <> "" Then
            If number = "" Or Len(number) > 3 Or Not AllDigits(number) Then Exit Function
            If CLng(number) > last Then Exit Function
        End If
    Next part
    IsShort = True
End Function

Private Function MarksOf(ByVal sheet As Object, ByVal typed As String, ByVal last As Long) As Variant
    Dim marks() As Variant, at As Long, part As Variant, number As Long
    ReDim marks(1 To 1, 1 To last)
    For at = 1 To last
        marks(1, at) = CStr(sheet.Cells(1, GridSigns).Value)
    Next at
    For Each part In Split(Plain(typed), " ")
        If CStr(part) <> "" Then
            number = Abs(CLng(part))
            If number > 0 Then
                If Left$(CStr(part), 1) = "-" Then
                    marks(1, number) = CStr(sheet.Cells(3, GridSigns).Value)
                Else
                    marks(1, number) = CStr(sheet.Cells(2, GridSigns).Value)
                End If
            End If
        End If
    Next part
    MarksOf = marks
End Function

' 数字键盘上的点、中文的逗号和顿号，都当空格。
Private Function Plain(ByVal typed As String) As String
    Dim sign As Variant
    Plain = typed
    For Each sign In Array(",", ".", "，", "、", "。", "　", "+")
        Plain = Replace(Plain, CStr(sign), " ")
    Next sign
End Function

Private Function AllDigits(ByVal text As String) As Boolean
    Dim at As Long
    For at = 1 To Len(text)
        If Mid$(text, at, 1) < "0" Or Mid$(text, at, 1) > "9" Then Exit Function
    Next at
    AllDigits = True
End Function

Private Function LastCandidate(ByVal sheet As Object) As Long
    Dim at As Long
    For at = GridFirst To GridLast
        If CStr(sheet.Cells(GridNames, at).Value) = "" Then Exit For
        LastCandidate = at - GridFirst + 1
    Next at
End Function
